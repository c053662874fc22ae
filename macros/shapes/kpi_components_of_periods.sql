{% macro kpi_components_of_periods(rows, kpis, slices) -%}
    {#- For rows that say themselves to which period they belong. -#}
    {%- do register_kpis(kpis, slices, rows=rows, period='period_grain = $grain and period_start = $start') -%}
    with rows_of_fact as (
        select
            {{ slice_columns(slices, 'values') }}
            fact.*
        from {{ with_refs(rows) }} as fact
    ),

    by_period as (
        {{ kpi_sums('rows_of_fact', kpis, slices) }}
    ),

    published as (
        {{ without_folded('by_period') }}
    )

    {{ kpi_component_rows(kpis, 'published') }}
{%- endmacro %}
