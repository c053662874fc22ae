{% macro remember_rows(
    kpis, slices, date_column=none, rows=none, period=none, first_by=none, part='both', include_overall=true
) -%}
    {#- Kept with the model, so that any number can be opened down to the rows it was computed from. -#}
    {%- set ids = kpis.keys() | list -%}
    {%- set shown = {'overall': none} if include_overall else {} -%}
    {%- do shown.update(slices) -%}
    {%- do config(meta={'kpi_rows_' ~ part ~ '_' ~ ids[0] ~ '_' ~ (slices.keys() | join('_')): {
        'kpis': ids,
        'part': part,
        'rows': rows,
        'period': period or date_column ~ ' between $start and $end',
        'first_by': first_by,
        'slices': shown
    }}) -%}
{%- endmacro %}
