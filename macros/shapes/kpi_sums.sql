{% macro kpi_sums(relation, kpis, slices=none) -%}
    {#- Rows that know their period, added up: by these slices, or by the slice that each row names. -#}
    select
        period_grain,
        period_start,
        {%- if slices is none %}
        slice_name,
        slice_value,
        {%- else %}
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        {%- endif %}
        {{ kpi_component_columns(kpis) }}
    from {{ relation }}
    {% if slices is none -%}
    group by period_grain, period_start, slice_name, slice_value
    {%- else -%}
    {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
    {%- endif %}
{%- endmacro %}
