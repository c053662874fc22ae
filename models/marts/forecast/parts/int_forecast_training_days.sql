{{ config(materialized='ephemeral') }}
{%- set history_days = var('forecast_history_days') | int -%}
{%- set mads = var('forecast_outlier_mads') -%}

-- What was known at each weekly origin: the ordinary days of the weeks before it, outliers pulled
-- in.
with series_days as (
    select * from {{ ref('int_forecast_series_days') }}
),

origins as (
    select
        series_id,
        date_day as origin_date
    from series_days
    where
        date_day <= last_day
        and mod({{ days_between('date_day', 'last_day') }}, 7) = 0
        and date_day >= {{ date_add_days('first_day', history_days - 1) }}
),

known as (
    select
        origins.origin_date,
        series_days.series_id,
        series_days.contact_kind,
        series_days.date_day,
        series_days.iso_weekday,
        series_days.arrivals
    from origins
    inner join series_days
        on
            origins.series_id = series_days.series_id
            and {{ date_add_days('origins.origin_date', -history_days) }} < series_days.date_day
            and origins.origin_date >= series_days.date_day
    where not series_days.is_holiday
),

weekday_medians as (
    select
        series_id,
        origin_date,
        iso_weekday,
        {{ percentile('arrivals', 0.5) }} as median_arrivals
    from known
    group by series_id, origin_date, iso_weekday
),

deviations as (
    select
        known.*,
        weekday_medians.median_arrivals
    from known
    inner join weekday_medians
        on
            known.series_id = weekday_medians.series_id
            and known.origin_date = weekday_medians.origin_date
            and known.iso_weekday = weekday_medians.iso_weekday
),

-- At least one contact, or every contact of a quiet channel would be an outlier.
spreads as (
    select
        series_id,
        origin_date,
        greatest({{ percentile('abs(arrivals - median_arrivals)', 0.5) }}, 1) as median_deviation
    from deviations
    group by series_id, origin_date
),

final as (
    select
        deviations.series_id,
        deviations.contact_kind,
        deviations.origin_date,
        deviations.date_day,
        deviations.iso_weekday,
        least(
            greatest(
                deviations.arrivals,
                deviations.median_arrivals - {{ mads }} * spreads.median_deviation
            ),
            deviations.median_arrivals + {{ mads }} * spreads.median_deviation
        ) as ordinary_arrivals
    from deviations
    inner join spreads
        on
            deviations.series_id = spreads.series_id
            and deviations.origin_date = spreads.origin_date
)

select * from final
