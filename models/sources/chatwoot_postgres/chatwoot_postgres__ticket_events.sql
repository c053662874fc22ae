{{ config(enabled=is_source_enabled('chatwoot_postgres')) }}

-- 0 incoming, 1 outgoing, 2 an activity in the user's language, 3 a template: a greeting, or the
-- question for a rating.
with messages as (
    select
        'message-' || id as event_id,
        conversation_id as ticket_id,
        created_at as occurred_at,
        case when {{ safe_boolean('private') }} then 'internal_note' else 'public_message' end
            as event_type,
        case
            when message_type = '3' then 'system'
            when message_type = '0' then 'customer'
            when sender_type = 'User' then 'agent'
            else 'bot'
        end as actor_type,
        case
            when message_type = '0' then 'contact-' || nullif(sender_id, '')
            when message_type = '1' and sender_type = 'User' then 'user-' || nullif(sender_id, '')
        end as actor_id,
        message_type = '3' or coalesce(sender_type not in ('User', 'Contact'), false)
            as is_automated,
        cast(null as {{ type_text() }}) as new_value
    from {{ source_rows('chatwoot_postgres', 'messages') }} as messages
    where message_type in ('0', '1', '3') and coalesce(content_type, '') <> 'input_csat'
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
