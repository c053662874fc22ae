{{ config(enabled=is_source_enabled('chatwoot_postgres')) }}

with messages as (
    select
        'message-' || id as event_id,
        conversation_id as ticket_id,
        created_at as occurred_at,
        event_type,
        actor_type,
        actor_id,
        is_automated,
        cast(null as {{ type_text() }}) as new_value
    from {{ ref('chatwoot_postgres__messages') }}
),

-- The conversation forgets its statuses. Who is named is the assignee of the moment, not the one
-- who did it.
changes as (
    select
        'report-' || id as event_id,
        conversation_id as ticket_id,
        event_end_time as occurred_at,
        case when name = 'conversation_bot_handoff' then 'bot_handoff' else 'status_change' end
            as event_type,
        'agent' as actor_type,
        'user-' || nullif(user_id, '') as actor_id,
        false as is_automated,
        case name
            when 'conversation_resolved' then 'resolved'
            when 'conversation_opened' then 'open'
        end as new_value
    from {{ source_rows('chatwoot_postgres', 'reporting_events') }} as reporting_events
    where name in ('conversation_resolved', 'conversation_opened', 'conversation_bot_handoff')
    union all
    select
        'reopening-' || id as event_id,
        conversation_id as ticket_id,
        reopened_at as occurred_at,
        'status_change' as event_type,
        cast(null as {{ type_text() }}) as actor_type,
        cast(null as {{ type_text() }}) as actor_id,
        false as is_automated,
        'open' as new_value
    from {{ ref('chatwoot_postgres__reopenings') }}
),

events as (
    select * from messages
    union all
    select * from changes
),

final as (
    select
        'chatwoot' as source_system,
        event_id,
        ticket_id,
        {{ utc_text('occurred_at') }} as occurred_at,
        event_type,
        actor_type,
        actor_id,
        is_automated,
        new_value
    from events
)

select * from final
