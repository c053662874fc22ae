{{ config(enabled=is_source_enabled('chatwoot_postgres')) }}

-- One schedule per inbox. A day that never closes is stored until 23:59, which is midnight.
with days as (
    select
        *,
        coalesce({{ safe_boolean('open_all_day') }}, false) as is_whole_day,
        {{ times_sixty(safe_integer('open_hour')) }}
        + {{ safe_integer('open_minutes') }} as opens_at,
        {{ times_sixty(safe_integer('close_hour')) }}
        + {{ safe_integer('close_minutes') }} as closes_at
    from {{ source_rows('chatwoot_postgres', 'working_hours') }} as working_hours
    where not coalesce({{ safe_boolean('closed_all_day') }}, false)
),

inboxes as (
    select
        id,
        timezone
    from {{ source_rows('chatwoot_postgres', 'inboxes') }} as inboxes
),

final as (
    select
        'chatwoot' as source_system,
        'inbox-' || days.inbox_id as schedule_id,
        case when days.day_of_week = '0' then '7' else days.day_of_week end as iso_weekday,
        case when days.is_whole_day then '00:00' else {{ clock_text('days.opens_at') }} end
            as open_time,
        case
            when days.is_whole_day or days.closes_at = 1439 then '24:00'
            else {{ clock_text('days.closes_at') }}
        end as close_time,
        coalesce(inboxes.timezone, 'UTC') as timezone
    from days
    left join inboxes
        on days.inbox_id = inboxes.id
)

select * from final
