{{ config(materialized='ephemeral') }}
{%- set backtest_days = var('forecast_backtest_days') | int -%}

-- How far a day is from the same weekday of the week after: what a forecast must be better than.
with series_days as (
    select * from {{ ref('int_forecast_series_days') }}
),

origins as (
    select distinct
        series_id,
        origin_date
    from {{ ref('int_forecast_levels') }}
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

final as (
    select
        origins.series_id,
        origins.origin_date,
        avg(steps.naive_step) as naive_step
    from origins
    inner join steps
        on
            origins.series_id = steps.series_id
            and origins.origin_date >= steps.date_day
            and {{ date_add_days('origins.origin_date', -backtest_days) }} < steps.date_day
    group by origins.series_id, origins.origin_date
)

select * from final
