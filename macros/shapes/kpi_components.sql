{% macro kpi_components(rows, date_column, kpis, slices, include_overall=true) -%}
    {%- do remember_rows(date_column, kpis, slices) -%}
    {%- set components = ['numerator', 'denominator', 'sum_of_squares', 'immature_count'] -%}
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
            {%- for kpi_id, kpi in kpis.items() %}
            {%- set last_kpi = loop.last %}
            {%- for component in components %}
            cast({{ kpi(component) }} as {{ type_double() }})
                as {{ kpi_id }}_{{ component }}{{ ',' if not (last_kpi and loop.last) }}
            {%- endfor %}
            {%- endfor %}
        from rows_of_fact
        {{ slice_grouping_sets(slices, 'anchor_date', include_overall) }}
    ),

    by_period as (
        select
            period_days.period_grain,
            period_days.period_start,
            by_day.slice_name,
            by_day.slice_value,
            {%- for kpi_id in kpis %}
            {%- set last_kpi = loop.last %}
            {%- for component in components %}
            sum({{ kpi_id }}_{{ component }})
                as {{ kpi_id }}_{{ component }}{{ ',' if not (last_kpi and loop.last) }}
            {%- endfor %}
            {%- endfor %}
        from by_day
        inner join {{ ref('int_period_days') }} as period_days
            on by_day.anchor_date = period_days.date_day
        where {{ is_published_grain('period_days.period_grain', 'by_day.slice_name') }}
        group by 1, 2, 3, 4
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
