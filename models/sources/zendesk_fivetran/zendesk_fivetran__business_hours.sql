{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

-- An interval is a span of minutes since Sunday midnight by the schedule's own clock. In UTC it is
-- given with one offset for the whole year, which is wrong for half of it.
with intervals as (
    select
        id as schedule_id,
        time_zone as timezone,
        {{ safe_integer('start_time') }} as start_minute,
        {{ safe_integer('end_time') }} as end_minute,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from {{ source_rows('zendesk_fivetran', 'schedule') }} as schedules
),

final as (
    select
        'zendesk' as source_system,
        schedule_id,
        iso_weekday,
        open_time,
        close_time,
        timezone,
        loaded_at
    from {{ days_of_weekly_intervals('intervals') }} as days
)

select * from final
