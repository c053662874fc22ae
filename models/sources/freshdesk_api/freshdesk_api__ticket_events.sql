{{ config(enabled=is_source_enabled('freshdesk_api')) }}

with messages as (
    select
        *,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        cast(null as {{ type_double() }}) as work_seconds
    from {{ ref('freshdesk_api__messages') }}
),

changes as (
    select
        *,
        cast(null as {{ type_double() }}) as work_seconds
    from {{ ref('freshdesk_api__activities') }}
),

-- Hours and minutes leave the seconds out.
work_logs as (
    select
        'work-' || id as event_id,
        ticket_id,
        coalesce(executed_at, start_time) as occurred_at,
        'work_log' as event_type,
        'agent' as actor_type,
        agent_id as actor_id,
        false as is_automated,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        coalesce(
            {{ safe_double('time_spent_in_seconds') }},
            {{ safe_double("split_part(time_spent, ':', 1)") }} * 3600
            + {{ safe_double("split_part(time_spent, ':', 2)") }} * 60
        ) as work_seconds
    from {{ newest_rows('freshdesk_api', 'time_entries') }} as time_entries
    where not coalesce({{ safe_boolean('timer_running') }}, false)
),

events as (
    select * from messages
    union all
    select * from changes
    union all
    select * from work_logs
),

final as (
    select
        'freshdesk' as source_system,
        event_id,
        ticket_id,
        {{ utc_text('occurred_at') }} as occurred_at,
        event_type,
        actor_type,
        actor_id,
        is_automated,
        old_value,
        new_value,
        work_seconds
    from events
)

select * from final
