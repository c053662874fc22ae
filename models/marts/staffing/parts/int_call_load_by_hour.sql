-- Telephone calls only: Erlang's formulas know one conversation per agent. How many calls a weekday
-- will bring says the forecast, how they spread over its hours say the last weeks.
with hours as (
    select * from {{ ref('int_demand_by_hour') }} where slice_name = 'overall'
),

phone_hours as (
    select * from {{ ref('int_demand_by_hour') }}
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

observed_days as (
    select
        iso_weekday,
        sum(offered_calls_per_hour) as calls_per_day
    from phone_hours
    group by iso_weekday
),

forecast_days as (
    select
        {{ day_of_week_iso('forecast_date') }} as iso_weekday,
        avg(expected_contacts) as calls_per_day
    from {{ ref('int_forecast_days') }}
    where contact_kind = 'call' and slice_name = 'channel' and slice_value = 'phone'
    group by 1
),

expected as (
    select
        hours.iso_weekday,
        hours.hour_of_day,
        -- Where there is too little history for a forecast, the last weeks stand for the next.
        coalesce(phone_hours.offered_calls_per_hour, 0)
        * coalesce(forecast_days.calls_per_day / nullif(observed_days.calls_per_day, 0), 1)
            as calls_per_hour,
        forecast_days.calls_per_day is not null as is_forecast
    from hours
    left join phone_hours
        on
            hours.iso_weekday = phone_hours.iso_weekday
            and hours.hour_of_day = phone_hours.hour_of_day
    left join observed_days
        on hours.iso_weekday = observed_days.iso_weekday
    left join forecast_days
        on hours.iso_weekday = forecast_days.iso_weekday
),

final as (
    select
        expected.iso_weekday,
        expected.hour_of_day,
        expected.calls_per_hour,
        expected.is_forecast,
        handle_times.mean_handle_seconds,
        expected.calls_per_hour * handle_times.mean_handle_seconds / 3600 as offered_erlangs
    from expected
    cross join handle_times
)

select * from final
