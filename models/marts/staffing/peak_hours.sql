{%- set days_observed = 'cast(weekdays.days_observed as ' ~ type_double() ~ ')' -%}
{%- set offered = 'nullif(cast(by_hour.offered_calls as ' ~ type_double() ~ '), 0)' -%}

with days as (
    select * from {{ ref('int_peak_days') }}
),

weekdays as (
    select
        iso_weekday,
        count(*) as days_observed
    from days
    group by iso_weekday
),

hours as (
    select numbers.number_value as hour_of_day
    from {{ generate_numbers(23) }} as numbers
),

observed as (
    select * from {{ ref('int_peak_observations') }}
),

by_hour as (
    select
        case when grouping(observed.channel) = 0 then 'channel' else 'overall' end as slice_name,
        coalesce(observed.channel, 'all') as slice_value,
        days.iso_weekday,
        extract(hour from observed.happened_at) as hour_of_day,
        sum(observed.arrivals) as arrivals,
        sum(observed.offered_calls) as offered_calls,
        sum(observed.abandoned_calls) as abandoned_calls,
        avg(observed.wait_seconds) as mean_wait_seconds
    from observed
    inner join days
        on cast(observed.happened_at as date) = days.date_day
    group by grouping sets (
        (days.iso_weekday, extract(hour from observed.happened_at)),
        (days.iso_weekday, extract(hour from observed.happened_at), observed.channel)
    )
),

slices as (
    select
        slice_name,
        slice_value
    from by_hour
    union
    select
        'overall' as slice_name,
        'all' as slice_value
),

agents as (
    select
        iso_weekday,
        hour_of_day,
        sum(agent_hours) as agent_hours
    from {{ ref('int_agents_by_hour') }}
    group by iso_weekday, hour_of_day
),

shifts as (
    select is_delivered from {{ ref('int_source_coverage') }} where raw_table = 'agent_shifts'
),

final as (
    select
        slices.slice_name,
        slices.slice_value,
        cast(weekdays.iso_weekday as integer) as iso_weekday,
        cast(hours.hour_of_day as integer) as hour_of_day,
        cast(weekdays.days_observed as integer) as days_observed,
        {{ published_number('coalesce(by_hour.arrivals, 0) / ' ~ days_observed) }}
            as arrivals_per_hour,
        {{ published_number('coalesce(by_hour.offered_calls, 0) / ' ~ days_observed) }}
            as offered_calls_per_hour,
        {{ published_number('by_hour.mean_wait_seconds') }} as mean_wait_seconds,
        {{ published_number('by_hour.abandoned_calls / ' ~ offered) }}
            as abandoned_share,
        case
            when slices.slice_name = 'overall' and shifts.is_delivered
                then {{ published_number('coalesce(agents.agent_hours, 0) / ' ~ days_observed) }}
        end as agents_on_shift
    from slices
    cross join weekdays
    cross join hours
    cross join shifts
    left join by_hour
        on
            slices.slice_name = by_hour.slice_name
            and slices.slice_value = by_hour.slice_value
            and weekdays.iso_weekday = by_hour.iso_weekday
            and hours.hour_of_day = by_hour.hour_of_day
    left join agents
        on weekdays.iso_weekday = agents.iso_weekday and hours.hour_of_day = agents.hour_of_day
)

select * from final
