-- The level of each weekday as it was known at each origin, moved half-way towards the last four
-- weeks.
with training_days as (
    select * from {{ ref('int_forecast_training_days') }}
),

weekday_means as (
    select
        series_id,
        contact_kind,
        origin_date,
        iso_weekday,
        avg(ordinary_arrivals) as weekday_mean
    from training_days
    group by series_id, contact_kind, origin_date, iso_weekday
),

-- Compared weekday by weekday, so that a holiday among the days does not look like a trend.
level_ratios as (
    select
        training_days.series_id,
        training_days.origin_date,
        sum(training_days.ordinary_arrivals)
        / nullif(sum(weekday_means.weekday_mean), 0) as level_ratio
    from training_days
    inner join weekday_means
        on
            training_days.series_id = weekday_means.series_id
            and training_days.origin_date = weekday_means.origin_date
            and training_days.iso_weekday = weekday_means.iso_weekday
    where training_days.date_day > {{ date_add_days('training_days.origin_date', -28) }}
    group by training_days.series_id, training_days.origin_date
),

final as (
    select
        weekday_means.series_id,
        weekday_means.contact_kind,
        weekday_means.origin_date,
        weekday_means.iso_weekday,
        {{ published_number(
            'weekday_means.weekday_mean * (1 + ' ~ var('forecast_level_damping')
            ~ ' * (coalesce(level_ratios.level_ratio, 1) - 1))'
        ) }} as expected
    from weekday_means
    inner join level_ratios
        on
            weekday_means.series_id = level_ratios.series_id
            and weekday_means.origin_date = level_ratios.origin_date
)

select * from final
