{% macro kpi_components_by_period(rows, date_column, kpis, slices, grains=['week', 'month']) -%}
    {%- do remember_rows(kpis, slices, date_column) -%}
    {#- For what cannot be added up from days, such as distinct customers: every period from its rows. -#}
    with rows_of_fact as (
        select
            fact.*,
            {{ slice_columns(slices, 'values') }}
            period_days.period_grain,
            period_days.period_start,
            period_days.period_end
        from {{ rows }} as fact
        inner join {{ ref('int_period_days') }} as period_days
            on fact.{{ date_column }} = period_days.date_day
        where period_days.period_grain in ('{{ grains | join("', '") }}')
    ),

    by_period as (
        select
            period_grain,
            period_start,
            {{ slice_columns(slices, 'slice_name') }} as slice_name,
            {{ slice_columns(slices, 'slice_value') }} as slice_value,
            {{ kpi_component_columns(kpis) }}
        from rows_of_fact
        {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
    )

    {{ kpi_component_rows(kpis, 'by_period') }}
{%- endmacro %}
