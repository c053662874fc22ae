{% macro remember_rows(date_column, kpis, slices) -%}
    {#- Kept with the model, so that any number can be opened down to the rows it was computed from. -#}
    {%- do config(meta={
        'kpi_rows': {'date_column': date_column, 'kpis': kpis.keys() | list, 'slices': slices}
    }) -%}
{%- endmacro %}
