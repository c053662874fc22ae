{{ config(materialized='ephemeral') }}
-- Conversations that the desk opened: typed by an agent, or begun by a greeting in the instant of
-- the creation. Their customer asks with the first message of his own.
with tickets as (
    select * from {{ ref('int_tickets_scoped') }} where is_inbound
),

messages as (
    select
        messages.ticket_id,
        min(case when messages.author_role = 'customer' then messages.occurred_at end)
            as first_asked_at,
        max(
            case
                when messages.author_role = 'agent' and messages.occurred_at = tickets.created_at
                    then 1
                -- In a live conversation nothing but a greeting comes first; what is earlier than
                -- its session has a broken clock.
                when
                    messages.author_role in ('agent', 'bot', 'automation')
                    and messages.is_not_after_creation
                    and {{ seconds_between('messages.occurred_at', 'tickets.created_at') }}
                    < sessions.session_gap_minutes * 60
                    and tickets.channel in ('chat', 'video')
                    then 1
                else 0
            end
        ) as has_greeting
    from {{ ref('int_ticket_messages') }} as messages
    inner join tickets
        on messages.ticket_id = tickets.ticket_id
    left join {{ ref('channel_sessions') }} as sessions
        on tickets.channel = sessions.channel
    group by messages.ticket_id
),

final as (
    select
        tickets.ticket_id,
        case
            when messages.first_asked_at < tickets.created_at then tickets.created_at
            else messages.first_asked_at
        end as asked_at
    from tickets
    left join messages
        on tickets.ticket_id = messages.ticket_id
    where
        tickets.created_by_type = 'agent'
        or (messages.has_greeting = 1 and messages.first_asked_at > tickets.created_at)
)

select * from final
