-- Telephone calls only: Erlang's formulas know one conversation per agent.
with hours as (
    select * from {{ ref('peak_hours') }} where slice_name = 'overall'
),

phone_hours as (
    select * from {{ ref('peak_hours') }}
    where slice_name = 'channel' and slice_value = 'phone'
),

days as (
    select * from {{ ref('int_peak_days') }}
),

handle_times as (
    select avg(calls.handle_seconds) as mean_handle_seconds
    from {{ ref('fct_calls') }} as calls
    inner join days
        on calls.handled_date = days.date_day
    where calls.media = 'voice' and calls.handle_seconds is not null
),

final as (
    select
        hours.iso_weekday,
        hours.hour_of_day,
        coalesce(phone_hours.offered_calls_per_hour, 0) as calls_per_hour,
        handle_times.mean_handle_seconds,
        coalesce(phone_hours.offered_calls_per_hour, 0) * handle_times.mean_handle_seconds / 3600
            as offered_erlangs
    from hours
    cross join handle_times
    left join phone_hours
        on
            hours.iso_weekday = phone_hours.iso_weekday
            and hours.hour_of_day = phone_hours.hour_of_day
)

select * from final
