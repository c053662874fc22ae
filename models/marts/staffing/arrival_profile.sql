{%- set half_hour = 'extract(hour from observed.happened_at) * 2'
    ~ ' + case when extract(minute from observed.happened_at) >= 30 then 1 else 0 end' %}

with days as (
    select * from {{ ref('int_peak_days') }}
),

half_hours as (
    select numbers.number_value as half_hour_of_day
    from {{ generate_numbers(47) }} as numbers
),

-- The weeks of peak_hours; a call that waited in two queues arrived once.
arrived as (
    select
        days.iso_weekday,
        observed.channel,
        {{ half_hour }} as half_hour_of_day,
        observed.arrivals
    from {{ ref('int_peak_observations') }} as observed
    inner join days
        on cast(observed.happened_at as date) = days.date_day
    where observed.arrivals > 0
),

counted as (
    select
        case when grouping(channel) = 0 then 'channel' else 'overall' end as slice_name,
        coalesce(channel, 'all') as slice_value,
        iso_weekday,
        half_hour_of_day,
        sum(arrivals) as arrivals
    from arrived
    group by grouping sets (
        (iso_weekday, half_hour_of_day),
        (iso_weekday, half_hour_of_day, channel)
    )
),

weekdays as (
    select
        slice_name,
        slice_value,
        iso_weekday,
        sum(arrivals) as all_arrivals
    from counted
    group by slice_name, slice_value, iso_weekday
),

final as (
    select
        weekdays.slice_name,
        weekdays.slice_value,
        cast(weekdays.iso_weekday as integer) as iso_weekday,
        cast(half_hours.half_hour_of_day as integer) as half_hour_of_day,
        cast(coalesce(counted.arrivals, 0) as bigint) as arrivals,
        {{ published_number(
            'coalesce(counted.arrivals, 0) / cast(weekdays.all_arrivals as ' ~ type_double() ~ ')'
        ) }} as share_of_day
    from weekdays
    cross join half_hours
    left join counted
        on
            weekdays.slice_name = counted.slice_name
            and weekdays.slice_value = counted.slice_value
            and weekdays.iso_weekday = counted.iso_weekday
            and half_hours.half_hour_of_day = counted.half_hour_of_day
)

select * from final
