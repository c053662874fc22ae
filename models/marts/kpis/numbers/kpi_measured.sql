with series as (
    select * from {{ ref('kpi_series') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

catalogue as (
    select * from {{ ref('kpi_catalogue') }}
),

availability as (
    select * from {{ ref('kpi_availability') }}
),

results as (
    select
        series.series_id,
        series.is_gapless,
        results.*
    from {{ ref('kpi_results') }} as results
    inner join series
        on
            results.kpi_id = series.kpi_id
            and results.statistic = series.statistic
            and results.period_grain = series.period_grain
            and results.slice_name = series.slice_name
            and results.slice_value = series.slice_value
),

-- Which numbers there must be.
points as (
    select
        series.series_id,
        periods.period_start
    from series
    inner join periods
        on series.period_grain = periods.period_grain
    where series.is_gapless
    union all
    select
        series_id,
        period_start
    from results
    where not is_gapless
),

joined as (
    select
        points.series_id,
        points.period_start,
        periods.period_end,
        periods.previous_period_start,
        series.statistic,
        catalogue.interval_method,
        catalogue.minimum_value,
        catalogue.maximum_value,
        availability.is_source_there,
        availability.is_rule_there,
        availability.is_source_there
        and availability.is_rule_there
        -- A register that does not date its rows covers everything.
        and coalesce(periods.period_end >= availability.covered_from, true)
        and periods.period_start <= availability.covered_until as is_covered,
        coalesce(results.immature_count, 0) > 0
        or periods.is_unfinished
        or periods.period_end > availability.covered_until
        or catalogue.is_always_provisional as is_not_final,
        -- Where nothing came on a weekend or a holiday, a month has not begun late.
        coalesce(
            series.statistic = 'count'
            and 10 * {{ days_between('periods.period_start', 'availability.covered_from') }}
            > {{ days_between('periods.period_start', 'periods.period_end') }} + 1, false
        ) as is_begun_late,
        -- No row: nothing happened. A row without a number, as of a forecast: unknown.
        coalesce(results.numerator, case when results.series_id is null then 0 end)
            as numerator_or_nought,
        {%- for name in kpi_parts() if name != 'immature_count' %}
        results.{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from points
    inner join series on points.series_id = series.series_id
    inner join periods
        on
            series.period_grain = periods.period_grain
            and points.period_start = periods.period_start
    inner join catalogue on series.kpi_id = catalogue.kpi_id
    inner join availability on series.kpi_id = availability.kpi_id
    left join results
        on
            points.series_id = results.series_id
            and points.period_start = results.period_start
),

final as (
    {{ kpi_measures('joined') }}
)

select * from final
