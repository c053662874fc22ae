{{ config(materialized=part_materialization()) }}
-- How many calls a weekday will bring says the forecast of the channel; how they spread over groups
-- and hours say the last weeks.
with days as (
    select
        iso_weekday,
        cast(count(*) as {{ type_double() }}) as days_observed
    from {{ ref('int_peak_days') }}
    group by iso_weekday
),

hours as (
    select cast(numbers.number_value as integer) as hour_of_day
    from {{ generate_numbers(23) }} as numbers
),

groups as (
    select * from {{ ref('int_staffing_groups') }}
),

offered as (
    select
        staffing_group,
        media,
        iso_weekday,
        hour_of_day,
        count(*) as calls
    from {{ ref('int_staffing_legs') }}
    where is_offered
    group by staffing_group, media, iso_weekday, hour_of_day
),

weekdays as (
    select
        media,
        {{ call_channel('media') }} as channel,
        iso_weekday,
        sum(calls) as calls
    from offered
    group by media, iso_weekday
),

forecast_days as (
    select
        slice_value as channel,
        {{ day_of_week_iso('forecast_date') }} as iso_weekday,
        avg(expected_contacts) as expected_per_day,
        sum(expected_p80) / nullif(
            sum(case when expected_p80 is not null then expected_contacts end), 0
        ) as p80_factor
    from {{ ref('int_forecast_days') }}
    where contact_kind = 'call' and slice_name = 'channel'
    group by slice_value, {{ day_of_week_iso('forecast_date') }}
),

expected as (
    select
        groups.*,
        days.iso_weekday,
        hours.hour_of_day,
        -- Where there is too little history for a forecast, the last weeks count for the next.
        coalesce(offered.calls, 0) / days.days_observed * coalesce(
            forecast_days.expected_per_day / nullif(weekdays.calls / days.days_observed, 0), 1
        ) as calls_per_hour,
        forecast_days.expected_per_day is not null as is_forecast,
        forecast_days.p80_factor
    from groups
    cross join days
    cross join hours
    left join offered
        on
            groups.staffing_group = offered.staffing_group
            and groups.media = offered.media
            and days.iso_weekday = offered.iso_weekday
            and hours.hour_of_day = offered.hour_of_day
    left join weekdays
        on groups.media = weekdays.media and days.iso_weekday = weekdays.iso_weekday
    left join forecast_days
        on weekdays.channel = forecast_days.channel and days.iso_weekday = forecast_days.iso_weekday
),

final as (
    {%- for scenario, factor in {'mean': '1', 'p80': 'expected.p80_factor'}.items() %}
    {{ 'union all' if not loop.first }}
    select
        expected.*,
        '{{ scenario }}' as scenario,
        expected.calls_per_hour * {{ factor }} as offered_calls,
        expected.calls_per_hour * {{ factor }} * expected.mean_handle_seconds / 3600
            as offered_erlangs
    from expected
    {%- endfor %}
    where expected.p80_factor is not null
)

select * from final
