{% macro kpi_components_by_period(rows, date_column, kpis, slices, grains=['week', 'month']) -%}
    {%- do remember_rows(date_column, kpis, slices) -%}
    {%- set components = ['numerator', 'denominator', 'sum_of_squares', 'immature_count'] -%}
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
            {%- for kpi_id, kpi in kpis.items() %}
            {%- set last_kpi = loop.last %}
            {%- for component in components %}
            cast({{ kpi(component) }} as {{ type_double() }})
                as {{ kpi_id }}_{{ component }}{{ ',' if not (last_kpi and loop.last) }}
            {%- endfor %}
            {%- endfor %}
        from rows_of_fact
        {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
    )

    {% for kpi_id, kpi in kpis.items() -%}
    {{ 'union all' if not loop.first }}
    select
        '{{ kpi_id }}' as kpi_id,
        {{ kpi('statistic') }} as statistic,
        period_grain,
        period_start,
        slice_name,
        slice_value,
        {{ kpi_id }}_numerator as numerator,
        {{ kpi_id }}_denominator as denominator,
        {{ kpi_id }}_sum_of_squares as sum_of_squares,
        {{ kpi_id }}_immature_count as immature_count
    from by_period
    {% endfor -%}
{%- endmacro %}
