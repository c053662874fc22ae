{% macro kpi_components(rows, date_column, kpis, slices, include_overall=true) -%}
    {%- do remember_rows(kpis, slices, date_column, include_overall=include_overall) -%}
    with rows_of_fact as (
        select
            fact.*,
            {{ slice_columns(slices, 'values') }}
            {{ date_column }} as anchor_date
        from {{ rows }} as fact
        where {{ date_column }} is not null
    ),

    -- The only pass over the fact: every KPI and every slice at once, by day.
    by_day as (
        select
            anchor_date,
            {{ slice_columns(slices, 'slice_name') }} as slice_name,
            {{ slice_columns(slices, 'slice_value') }} as slice_value,
            {{ kpi_component_columns(kpis) }}
        from rows_of_fact
        {{ slice_grouping_sets(slices, 'anchor_date', include_overall) }}
    ),

    by_period as (
        select
            period_days.period_grain,
            period_days.period_start,
            by_day.slice_name,
            by_day.slice_value,
            {{ kpi_component_columns(kpis, summed_again=true) }}
        from by_day
        inner join {{ ref('int_period_days') }} as period_days
            on by_day.anchor_date = period_days.date_day
        where {{ is_published_grain('period_days.period_grain', 'by_day.slice_name') }}
        group by 1, 2, 3, 4
    )

    {{ kpi_component_rows(kpis, 'by_period') }}
{%- endmacro %}
