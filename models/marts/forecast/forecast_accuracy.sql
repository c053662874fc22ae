with series as (
    select distinct
        series_id,
        contact_kind,
        slice_name,
        slice_value,
        last_day,
        first_day
    from {{ ref('int_forecast_series_days') }}
),

accuracy as (
    select * from {{ ref('int_forecast_accuracy') }}
),

forecasts as (
    select * from {{ ref('int_forecasts') }}
    where
        arrivals is not null
        and horizon_days <= {{ var('forecast_horizon_days') }}
        and origin_date
        >= {{ date_add_days('last_day', -1 * (var('forecast_backtest_days') | int)) }}
),

intervals as (
    select * from {{ ref('int_forecast_intervals') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

-- Each interval is the one that was known at its own origin.
coverage as (
    select
        forecasts.series_id,
        forecasts.method,
        avg(
            cast(
                case
                    when
                        forecasts.arrivals between forecasts.expected * intervals.low_factor
                        and forecasts.expected * intervals.high_factor then 1
                    else 0
                end as {{ type_double() }}
            )
        ) as interval_coverage
    from forecasts
    inner join intervals
        on
            forecasts.series_id = intervals.series_id
            and forecasts.method = intervals.method
            and forecasts.origin_date = intervals.origin_date
            and forecasts.horizon_week = intervals.horizon_week
    group by forecasts.series_id, forecasts.method
),

methods as (
    {%- for method in ['seasonal_naive', 'weekday_mean', 'smoothed', 'combined'] %}
    {{ 'union all' if not loop.first }}
    select '{{ method }}' as method
    {%- endfor %}
),

final as (
    select
        series.contact_kind,
        series.slice_name,
        series.slice_value,
        methods.method,
        series.last_day as origin_date,
        cast({{ days_between('series.first_day', 'series.last_day') }} + 1 as integer)
            as history_days,
        cast(coalesce(accuracy.compared_days, 0) as integer) as compared_days,
        {{ published_number('accuracy.wape') }} as wape,
        {{ published_number('accuracy.mase') }} as mase,
        {{ published_number('accuracy.bias') }} as bias,
        {{ published_number('coverage.interval_coverage') }} as interval_coverage,
        coalesce(accuracy.is_chosen, false) as is_chosen,
        as_of.as_of
    from series
    cross join methods
    cross join as_of
    left join accuracy
        on
            series.series_id = accuracy.series_id
            and series.last_day = accuracy.origin_date
            and methods.method = accuracy.method
    left join coverage
        on
            series.series_id = coverage.series_id
            and methods.method = coverage.method
)

select * from final
