{% macro kpi_quantile_rows(kpis, relation) -%}
    {%- set rows = [] -%}
    {%- for kpi_id in kpis -%}
        {%- for statistic in var('kpi_quantiles') -%}
            {%- set quantile = kpi_id ~ '_' ~ statistic -%}
            {%- do rows.append(kpi_result_row(kpi_id, statistic, {
                'denominator': kpi_id ~ '_count',
                'immature_count': 'cast(0 as ' ~ type_double() ~ ')',
                'quantile_value': quantile,
                'quantile_low': quantile ~ '_low',
                'quantile_high': quantile ~ '_high',
            })) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ rows_from_columns(relation, rows) }}
{%- endmacro %}
