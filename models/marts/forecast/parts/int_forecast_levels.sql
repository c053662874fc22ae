{%- set history_days = var('forecast_history_days') | int -%}
{#- Weights fall by a twentieth from week to week in the season, and by a tenth from day to day in
    the level: exponential smoothing, written as two sums. -#}
{%- set by_week = 'power(cast(0.95 as ' ~ type_double() ~ '), floor(days_back / 7.0))' -%}
{%- set by_day = 'power(cast(0.9 as ' ~ type_double() ~ '), training_days.days_back)' -%}

-- Two levels of each weekday as known at each origin: the mean of the last weeks, moved half-way
-- towards the last four; and a season and a level that slowly forget the older days.
with training_days as (
    select * from {{ ref('int_forecast_training_days') }}
),

weekdays as (
    select
        series_id,
        contact_kind,
        origin_date,
        iso_weekday,
        avg(case when days_back < {{ history_days }} then ordinary_arrivals end) as weekday_mean,
        sum({{ by_week }} * ordinary_arrivals) / sum({{ by_week }}) as season
    from training_days
    group by series_id, contact_kind, origin_date, iso_weekday
),

-- Compared weekday by weekday, so that a holiday among the days does not look like a trend.
level_ratios as (
    select
        training_days.series_id,
        training_days.origin_date,
        sum(case when training_days.days_back < 28 then training_days.ordinary_arrivals end)
        / nullif(sum(case when training_days.days_back < 28 then weekdays.weekday_mean end), 0)
            as level_ratio,
        sum({{ by_day }} * training_days.ordinary_arrivals)
        / nullif(sum({{ by_day }} * weekdays.season), 0) as smoothed_ratio
    from training_days
    inner join weekdays
        on
            training_days.series_id = weekdays.series_id
            and training_days.origin_date = weekdays.origin_date
            and training_days.iso_weekday = weekdays.iso_weekday
    group by training_days.series_id, training_days.origin_date
),

final as (
    select
        weekdays.series_id,
        weekdays.contact_kind,
        weekdays.origin_date,
        weekdays.iso_weekday,
        {{ published_number(
            'weekdays.weekday_mean * (1 + ' ~ var('forecast_level_damping')
            ~ ' * (coalesce(level_ratios.level_ratio, 1) - 1))'
        ) }} as expected,
        {{ published_number('weekdays.season * coalesce(level_ratios.smoothed_ratio, 1)') }}
            as smoothed
    from weekdays
    inner join level_ratios
        on
            weekdays.series_id = level_ratios.series_id
            and weekdays.origin_date = level_ratios.origin_date
    -- A weekday of which the last weeks had holidays only has no mean.
    where weekdays.weekday_mean is not null
)

select * from final
