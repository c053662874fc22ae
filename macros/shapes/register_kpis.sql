{% macro register_kpis(
    kpis, slices, date_column=none, rows=none, period=none, first_by=none, part='both', include_overall=true
) -%}
    {#- The one place that says which rows, which model and which columns make a KPI. It is written with
        the model, in dbt's manifest, so it cannot say anything else than what the model computes. -#}
    {%- set values = {'overall': none} if include_overall else {} -%}
    {%- for slice_name, slice_column in slices.items() -%}
        {%- do values.update({slice_name: slice_column and slice_value_of(slice_name, slice_column)}) -%}
    {%- endfor -%}
    {%- set ids = kpis.keys() | list -%}
    {%- do config(meta={'kpis_of_' ~ part ~ '_' ~ ids[0] ~ '_by_' ~ (slices.keys() | join('_')): {
        'kpis': kpis,
        'part': part,
        'rows': rows if '{' in rows else '{' ~ rows ~ '}',
        'date_column': date_column,
        'period': period or date_column ~ ' between $start and $end',
        'first_by': first_by,
        'slices': values,
    }}) -%}
{%- endmacro %}
