{{ config(materialized='ephemeral') }}
with as_of as (
    select * from {{ ref('int_as_of') }}
),

messages as (
    select * from {{ ref('int_ticket_messages') }}
),

automation_events as (
    select
        events.ticket_id,
        min(case when events.event_type = 'bot_handoff' then events.occurred_at end)
            as bot_handoff_at,
        min(case when events.event_type = 'auto_reply' then events.occurred_at end) as auto_reply_at
    from {{ ref('int_ticket_events') }} as events
    cross join as_of
    where
        events.event_type in ('bot_handoff', 'auto_reply')
        and events.occurred_at <= as_of.as_of
    group by events.ticket_id
),

message_touches as (
    select
        ticket_id,
        min(case when author_role in ('agent', 'bot', 'automation') then occurred_at end)
            as touched_at,
        max(case when author_role = 'bot' then 1 else 0 end) = 1 as has_bot_message,
        sum(case when author_role = 'agent' and not is_not_after_creation then 1 else 0 end)
            as agent_reply_count
    from messages
    group by ticket_id
),

final as (
    select
        coalesce(message_touches.ticket_id, automation_events.ticket_id) as ticket_id,
        least(message_touches.touched_at, automation_events.auto_reply_at) as first_touch_at,
        automation_events.bot_handoff_at,
        message_touches.has_bot_message,
        message_touches.agent_reply_count
    from message_touches
    full outer join automation_events
        on message_touches.ticket_id = automation_events.ticket_id
)

select * from final
