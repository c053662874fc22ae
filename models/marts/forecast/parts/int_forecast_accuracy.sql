{%- set backtest_days = var('forecast_backtest_days') | int -%}

-- How well each method had done when an origin was reached: only forecasts whose weeks were over.
with scales as (
    select * from {{ ref('int_forecast_scales') }}
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

measured as (
    select
        origins.series_id,
        origins.origin_date,
        origins.method,
        sum(weekly_errors.absolute_error) / nullif(sum(weekly_errors.arrivals), 0) as wape,
        sum(weekly_errors.error) / nullif(sum(weekly_errors.arrivals), 0) as bias,
        sum(weekly_errors.absolute_error)
        / nullif(sum(weekly_errors.compared_days) * max(scales.naive_step), 0) as mase,
        coalesce(sum(weekly_errors.compared_days), 0) as compared_days
    from origins
    inner join scales
        on origins.series_id = scales.series_id and origins.origin_date = scales.origin_date
    left join weekly_errors
        on
            origins.series_id = weekly_errors.series_id
            and origins.method = weekly_errors.method
            and origins.origin_date >= weekly_errors.known_from
            and {{ date_add_days('origins.origin_date', -backtest_days) }}
            <= weekly_errors.forecast_from
    group by origins.series_id, origins.origin_date, origins.method
),

compared as (
    select
        *,
        min(case when method <> 'seasonal_naive' then mase end)
            over (partition by series_id, origin_date) as best_mase
    from measured
),

-- The lowest WAPE; copying last week where nothing is better than that; the mean of two methods
-- where nothing can be compared yet. Of methods that are equally good, the simplest.
ranked as (
    select
        *,
        row_number() over (
            partition by series_id, origin_date
            order by
                case when best_mase >= 1 and method = 'seasonal_naive' then 0 else 1 end,
                case when wape is null and method = 'combined' then 0 else 1 end,
                {{ published_number('wape') }},
                case method
                    when 'seasonal_naive' then 1 when 'weekday_mean' then 2 when 'smoothed' then 3
                    else 4
                end
        ) as choice
    from compared
),

final as (
    select
        series_id,
        origin_date,
        method,
        wape,
        bias,
        mase,
        compared_days,
        choice = 1 as is_chosen
    from ranked
)

select * from final
