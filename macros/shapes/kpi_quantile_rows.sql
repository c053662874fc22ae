{% macro kpi_quantile_rows(kpis, relation) -%}
    {%- set rows = [] -%}
    {%- for kpi_id in kpis -%}
        {%- for statistic in var('kpi_quantiles') -%}
            {%- do rows.append(kpi_result_row(
                kpi_id, statistic,
                denominator='cast(' ~ kpi_id ~ '_count as ' ~ type_double() ~ ')',
                immature_count='cast(0 as ' ~ type_double() ~ ')',
                quantile_value=percentile_at(kpi_id ~ '_quantiles', loop.index0) | trim
            )) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ rows_from_columns(relation, rows) }}
{%- endmacro %}
