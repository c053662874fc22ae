{{ config(materialized='ephemeral') }}
-- A delivered direction wins. Without one a ticket came in, unless an agent opened it, on no
-- channel where people talk, and its first message is that agent's to the customer.
with tickets as (
    select
        *,
        case
            when delivered_direction in ('inbound', 'outbound') then delivered_direction
        end as told_direction
    from {{ ref('stg_helpdesk__tickets') }}
),

first_messages as (
    select
        events.ticket_id,
        events.event_type = 'public_message'
        and coalesce(events.is_public, true)
        and coalesce(events.actor_type != 'customer', true)
        and coalesce(events.actor_id != tickets.customer_id, true) as is_to_customer,
        row_number() over (
            partition by events.ticket_id
            order by events.occurred_at, events.event_sequence nulls last, events.event_id
        ) as message_number
    from {{ ref('stg_helpdesk__ticket_events') }} as events
    inner join tickets
        on events.ticket_id = tickets.ticket_id
    cross join {{ ref('int_as_of') }} as as_of
    where
        tickets.told_direction is null
        and tickets.created_by_type = 'agent'
        and tickets.channel not in ('phone', 'video', 'in_person')
        and events.event_type in ('public_message', 'internal_note')
        and events.occurred_at <= as_of.as_of
        -- Who wrote it must be known, and a person.
        and (events.actor_type is not null or events.actor_id is not null)
        and coalesce(events.actor_type not in ('bot', 'system'), true)
        and not events.is_automated
),

final as (
    select
        tickets.ticket_id,
        case
            when tickets.told_direction is not null then tickets.told_direction
            when first_messages.is_to_customer then 'outbound'
            else 'inbound'
        end as direction
    from tickets
    left join first_messages
        on
            tickets.ticket_id = first_messages.ticket_id
            and first_messages.message_number = 1
)

select * from final
