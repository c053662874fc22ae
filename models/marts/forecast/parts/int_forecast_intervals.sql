{{ config(materialized=part_materialization()) }}
{%- set backtest_days = var('forecast_backtest_days') | int -%}

-- How far the truth was from the forecast: the 10 %, 80 % and 90 % quantiles of actual by
-- expected, per week ahead, from what was known at the origin. Only for the origins that the
-- backtest looks at.
with forecasts as (
    select * from {{ ref('int_forecasts') }}
),

origins as (
    select distinct
        series_id,
        method,
        origin_date
    from forecasts
    where origin_date >= {{ date_add_days('last_day', -backtest_days) }}
),

errors as (
    select
        series_id,
        method,
        origin_date,
        forecast_date,
        horizon_week,
        arrivals / expected as actual_by_expected
    from forecasts
    where
        arrivals is not null and expected > 0 and horizon_days <= {{ var('forecast_horizon_days') }}
),

final as (
    select
        origins.series_id,
        origins.method,
        origins.origin_date,
        errors.horizon_week,
        count(*) as compared_days,
        {{ published_number(percentile('errors.actual_by_expected', 0.1)) }} as low_factor,
        {{ published_number(percentile('errors.actual_by_expected', 0.8)) }} as p80_factor,
        {{ published_number(percentile('errors.actual_by_expected', 0.9)) }} as high_factor
    from origins
    inner join errors
        on
            origins.series_id = errors.series_id
            and origins.method = errors.method
            and origins.origin_date >= errors.forecast_date
            and {{ date_add_days('origins.origin_date', -backtest_days) }} <= errors.origin_date
    group by origins.series_id, origins.method, origins.origin_date, errors.horizon_week
    -- Tails of a handful of days would be luck.
    having count(*) >= {{ var('min_sample_size') }}
)

select * from final
