{%- set backtest_days = var('forecast_backtest_days') | int -%}

-- How well each method had done when an origin was reached: only forecasts whose weeks were over.
with series_days as (
    select * from {{ ref('int_forecast_series_days') }}
),

forecasts as (
    select * from {{ ref('int_forecasts') }}
),

origins as (
    select distinct
        series_id,
        origin_date,
        method
    from forecasts
),

weekly_errors as (
    select
        series_id,
        method,
        origin_date as forecast_from,
        {{ date_add_days('origin_date', '(7 * horizon_week)') }} as known_from,
        sum(abs(expected - arrivals)) as absolute_error,
        sum(expected - arrivals) as error,
        sum(arrivals) as arrivals,
        count(*) as compared_days
    from forecasts
    where arrivals is not null and horizon_days <= {{ var('forecast_horizon_days') }}
    group by series_id, method, origin_date, horizon_week
),

steps as (
    select
        later.series_id,
        later.date_day,
        abs(later.arrivals - earlier.arrivals) as naive_step
    from series_days as later
    inner join series_days as earlier
        on
            later.series_id = earlier.series_id
            and earlier.date_day = {{ date_add_days('later.date_day', -7) }}
    where later.arrivals is not null
),

scales as (
    select
        origins.series_id,
        origins.origin_date,
        origins.method,
        avg(steps.naive_step) as naive_step
    from origins
    inner join steps
        on
            origins.series_id = steps.series_id
            and origins.origin_date >= steps.date_day
            and {{ date_add_days('origins.origin_date', -backtest_days) }} < steps.date_day
    group by origins.series_id, origins.origin_date, origins.method
),

measured as (
    select
        scales.series_id,
        scales.origin_date,
        scales.method,
        sum(weekly_errors.absolute_error) / nullif(sum(weekly_errors.arrivals), 0) as wape,
        sum(weekly_errors.error) / nullif(sum(weekly_errors.arrivals), 0) as bias,
        sum(weekly_errors.absolute_error)
        / nullif(sum(weekly_errors.compared_days) * max(scales.naive_step), 0) as mase,
        coalesce(sum(weekly_errors.compared_days), 0) as compared_days
    from scales
    left join weekly_errors
        on
            scales.series_id = weekly_errors.series_id
            and scales.method = weekly_errors.method
            and scales.origin_date >= weekly_errors.known_from
            and {{ date_add_days('scales.origin_date', -backtest_days) }}
            <= weekly_errors.forecast_from
    group by scales.series_id, scales.origin_date, scales.method
),

final as (
    select
        *,
        {{ forecast_choice('measured') }} as is_chosen
    from measured
)

select * from final
