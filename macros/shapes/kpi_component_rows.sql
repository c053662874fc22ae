{% macro kpi_component_rows(kpis, relation) -%}
    {%- set rows = [] -%}
    {%- for kpi_id, kpi in kpis.items() -%}
        {%- do rows.append(kpi_result_row(
            kpi_id, kpi.statistic,
            numerator=kpi_id ~ '_numerator',
            denominator=kpi_id ~ '_denominator',
            sum_of_squares=kpi_id ~ '_sum_of_squares',
            immature_count=kpi_id ~ '_immature_count'
        )) -%}
    {%- endfor -%}
    {{ rows_from_columns(relation, rows) }}
{%- endmacro %}
