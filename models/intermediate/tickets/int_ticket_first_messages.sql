{{ config(materialized='ephemeral') }}
-- The first message of an agent to a ticket's customer, and the first whose author nobody knows. In
-- a conversation that the desk opened, what it wrote before the customer asked answers nothing.
with openings as (
    select * from {{ ref('int_ticket_openings') }}
),

messages as (
    select
        messages.*,
        openings.ticket_id is null and messages.is_not_after_creation as is_broken_reply
    from {{ ref('int_ticket_messages') }} as messages
    left join openings
        on messages.ticket_id = openings.ticket_id
    where
        messages.author_role in ('agent', 'unknown')
        and (openings.asked_at is null or messages.occurred_at >= openings.asked_at)
),

ordered as (
    select
        *,
        row_number() over (
            partition by ticket_id, author_role
            order by occurred_at, event_sequence nulls last, event_id
        ) as message_number,
        -- A reply with a broken clock was hardly the first.
        first_value(actor_id) over (
            partition by ticket_id, author_role
            order by
                case when is_broken_reply then 1 else 0 end,
                occurred_at, event_sequence nulls last, event_id
        ) as first_author_id,
        max(case when is_broken_reply then 1 else 0 end) over (partition by ticket_id, author_role)
            as has_broken_reply
    from messages
),

per_ticket as (
    select
        ticket_id,
        min(case when author_role = 'agent' then occurred_at end) as first_agent_message_at,
        min(case when author_role = 'agent' then first_author_id end) as first_author_id,
        max(case when author_role = 'agent' then has_broken_reply else 0 end) as has_broken_reply,
        min(case when author_role = 'unknown' and not is_not_after_creation then occurred_at end)
            as unknown_message_at
    from ordered
    where message_number = 1 or author_role = 'unknown'
    group by ticket_id
),

-- Whether a message whose author nobody knows was the first answer, nobody knows.
final as (
    select
        tickets.ticket_id,
        openings.ticket_id is not null as is_opened_by_desk,
        case when openings.ticket_id is null then tickets.created_at else openings.asked_at end
            as asked_at,
        per_ticket.first_agent_message_at,
        per_ticket.first_author_id,
        coalesce(per_ticket.has_broken_reply, 0) = 1 as has_broken_reply,
        case
            when
                coalesce(
                    per_ticket.first_agent_message_at > per_ticket.unknown_message_at,
                    tickets.first_responded_at is null
                )
                then per_ticket.unknown_message_at
        end as author_unknown_at
    from {{ ref('int_tickets_scoped') }} as tickets
    left join openings
        on tickets.ticket_id = openings.ticket_id
    left join per_ticket
        on tickets.ticket_id = per_ticket.ticket_id
)

select * from final
