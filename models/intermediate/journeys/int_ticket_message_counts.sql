{{ config(materialized='ephemeral') }}
-- What was written in a ticket: to the customer and inside, by whom.
with written as (
    select
        events.ticket_id,
        count(*) as message_count,
        sum(
            case
                when events.event_type = 'public_message' and coalesce(events.is_public, true)
                    then 1
                else 0
            end
        ) as public_message_count
    from {{ ref('int_ticket_events') }} as events
    cross join {{ ref('int_as_of') }} as as_of
    where
        events.event_type in ('public_message', 'internal_note')
        and events.occurred_at <= as_of.as_of
    group by events.ticket_id
),

spoken as (
    select
        ticket_id,
        sum(case when author_role = 'customer' then 1 else 0 end) as customer_message_count,
        sum(case when author_role = 'agent' then 1 else 0 end) as agent_message_count,
        sum(case when author_role = 'unknown' then 1 else 0 end) as unknown_author_message_count
    from {{ ref('int_ticket_messages') }}
    group by ticket_id
),

final as (
    select
        written.ticket_id,
        written.message_count,
        written.public_message_count,
        written.message_count - written.public_message_count as internal_message_count,
        spoken.customer_message_count,
        spoken.agent_message_count,
        spoken.unknown_author_message_count
    from written
    left join spoken
        on written.ticket_id = spoken.ticket_id
)

select * from final
