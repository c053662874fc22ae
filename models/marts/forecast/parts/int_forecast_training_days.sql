{{ config(materialized='ephemeral') }}
{%- set history_days = var('forecast_history_days') | int -%}
{%- set longest_days = [var('forecast_smoothing_days') | int, history_days] | max -%}
{%- set mads = var('forecast_outlier_mads') -%}
{%- set whole_weeks = '7 * floor((' ~ days_between('first_day', 'date_day') ~ ' + 1) / 7.0)' -%}
{%- set days_back = days_between('series_days.date_day', 'origins.origin_date') -%}

-- What was known at each weekly origin: the ordinary days before it, outliers pulled in. Older days
-- are compared with the days around them, or what has grown since would make outliers of them.
with series_days as (
    select * from {{ ref('int_forecast_series_days') }}
),

origins as (
    select
        series_id,
        date_day as origin_date,
        -- Whole weeks, so that no weekday has a day more than another.
        least({{ longest_days }}, greatest({{ history_days }}, {{ whole_weeks }})) as training_days
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
        series_days.arrivals,
        {{ days_back }} as days_back,
        cast(floor({{ days_back }} / {{ history_days }}.0) as integer) as block
    from origins
    inner join series_days
        on
            origins.series_id = series_days.series_id
            and origins.origin_date >= series_days.date_day
            and origins.training_days > {{ days_back }}
    where not series_days.is_holiday
),

{% set place = ['series_id', 'origin_date', 'block'] -%}
weekday_medians as (
    select
        {{ place | join(',\n        ') }},
        iso_weekday,
        {{ percentile('arrivals', 0.5) }} as median_arrivals
    from known
    group by {{ place | join(', ') }}, iso_weekday
),

deviations as (
    select
        known.*,
        weekday_medians.median_arrivals
    from known
    inner join weekday_medians
        on
            {%- for column in place + ['iso_weekday'] %}
            {{ 'and ' if not loop.first }}known.{{ column }} = weekday_medians.{{ column }}
            {%- endfor %}
),

-- At least one contact, or every contact of a quiet channel would be an outlier.
spreads as (
    select
        {{ place | join(',\n        ') }},
        greatest({{ percentile('abs(arrivals - median_arrivals)', 0.5) }}, 1) as median_deviation
    from deviations
    group by {{ place | join(', ') }}
),

final as (
    select
        deviations.series_id,
        deviations.contact_kind,
        deviations.origin_date,
        deviations.date_day,
        deviations.iso_weekday,
        deviations.days_back,
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
            {%- for column in place %}
            {{ 'and ' if not loop.first }}deviations.{{ column }} = spreads.{{ column }}
            {%- endfor %}
)

select * from final
