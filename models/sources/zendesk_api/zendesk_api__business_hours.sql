{{ config(enabled=is_source_enabled('zendesk_api')) }}

with schedules as (
    select * from {{ newest_rows('zendesk_api', 'schedules') }} as schedules
),

intervals as (
    select
        id as schedule_id,
        time_zone as timezone,
        {{ safe_integer(json_text('item', ['start_time'])) }} as start_minute,
        {{ safe_integer(json_text('item', ['end_time'])) }} as end_minute
    from {{ json_items('schedules', ['id', 'time_zone'], 'intervals') }} as items
),

final as (
    select
        'zendesk' as source_system,
        schedule_id,
        iso_weekday,
        open_time,
        close_time,
        timezone
    from {{ days_of_weekly_intervals('intervals') }} as days
)

select * from final
