{{ config(materialized='ephemeral') }}
with business_hours as (
    select * from {{ ref('stg_helpdesk__business_hours') }}
),

holidays as (
    select * from {{ ref('stg_helpdesk__holidays') }}
),

clock_bounds as (
    select * from {{ ref('int_business_clock_bounds') }}
),

days as (
    select
        dates.date_day,
        {{ day_of_week_iso('dates.date_day') }} as iso_weekday
    from {{ generate_dates(
        '(select first_date from clock_bounds)', '(select last_date from clock_bounds)'
    ) }} as dates
),

open_days as (
    select
        business_hours.schedule_id,
        business_hours.timezone,
        {{ local_timestamp('days.date_day', 'business_hours.opens_at_second') }} as opens_at_local,
        -- An interval that closes before it opens runs over midnight.
        {{ local_timestamp(
            'days.date_day',
            'business_hours.closes_at_second
                + case
                    when business_hours.closes_at_second <= business_hours.opens_at_second
                        then 86400
                    else 0
                end'
        ) }} as closes_at_local
    from business_hours
    inner join days
        on business_hours.iso_weekday = days.iso_weekday
    left join holidays
        on
            business_hours.schedule_id = holidays.schedule_id
            and days.date_day = holidays.holiday_date
    where
        holidays.holiday_date is null
        and (business_hours.valid_from is null or days.date_day >= business_hours.valid_from)
        and (business_hours.valid_to is null or days.date_day <= business_hours.valid_to)
),

final as (
    select
        schedule_id,
        {{ local_to_utc('opens_at_local', 'timezone') }} as opens_at,
        {{ local_to_utc('closes_at_local', 'timezone') }} as closes_at
    from open_days
)

select * from final
