{{ config(materialized='ephemeral') }}
-- What came on past holidays, by what an ordinary day of that weekday would have brought. Taken
-- from the total of tickets and of calls: single channels have too few holidays.
with series_days as (
    select * from {{ ref('int_forecast_series_days') }} where slice_name = 'overall'
),

levels as (
    select * from {{ ref('int_forecast_levels') }}
),

holidays as (
    select
        series_days.contact_kind,
        series_days.date_day,
        series_days.arrivals,
        levels.expected
    from series_days
    inner join levels
        on
            series_days.series_id = levels.series_id
            and series_days.iso_weekday = levels.iso_weekday
            and series_days.date_day > levels.origin_date
            and series_days.date_day <= {{ date_add_days('levels.origin_date', 7) }}
    where series_days.is_holiday and series_days.arrivals is not null
),

origins as (
    select distinct
        contact_kind,
        origin_date
    from levels
),

final as (
    select
        origins.contact_kind,
        origins.origin_date,
        {{ published_number(
            'coalesce(sum(holidays.arrivals) / nullif(sum(holidays.expected), 0), 1)'
        ) }}
            as holiday_factor
    from origins
    left join holidays
        on
            origins.contact_kind = holidays.contact_kind
            and origins.origin_date >= holidays.date_day
    group by origins.contact_kind, origins.origin_date
)

select * from final
