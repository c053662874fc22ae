{{ config(materialized='ephemeral') }}
with tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

events as (
    select * from {{ ref('int_ticket_status_events') }}
),

ticket_events as (
    select
        ticket_id,
        min(case when event_number = 1 then occurred_at end) as first_event_at,
        min(case when event_number = 1 then old_status_group end) as first_status_group,
        min(case when event_number = 1 then old_raw_status end) as first_raw_status,
        max(case when is_solve then 1 else 0 end) = 1 as has_solve_event
    from events
    group by ticket_id
),

-- What happened is told by events. The ticket's own solve and closing time serve where none of its
-- events is a solve; a first event that starts from solved comes after it.
told_by_ticket as (
    select
        tickets.*,
        coalesce(tickets.solved_at, tickets.closed_at) as told_solve_at,
        {{ is_solved_status('ticket_events.first_status_group') }}
        and coalesce(tickets.solved_at, tickets.closed_at) <= ticket_events.first_event_at
            as is_before_events
    from tickets
    cross join {{ ref('int_as_of') }} as as_of
    left join ticket_events
        on tickets.ticket_id = ticket_events.ticket_id
    where
        -- Who has a time of the solve is solved, whatever its status is called.
        (tickets.status_group = 'other' or {{ is_solved_status('tickets.status_group') }})
        and not coalesce(ticket_events.has_solve_event, false)
        and coalesce(tickets.solved_at, tickets.closed_at) <= as_of.as_of
),

creations as (
    select
        tickets.ticket_id,
        tickets.created_at as changed_at,
        case
            when told_by_ticket.is_before_events then 'new'
            when ticket_events.ticket_id is not null
                then coalesce(ticket_events.first_status_group, 'new')
            -- Over since nobody knows when: like a ticket that arrives solved.
            when
                not {{ is_open_status('tickets.status_group') }}
                and coalesce(tickets.solved_at, tickets.closed_at) is null
                then tickets.status_group
            else 'new'
        end as status_group,
        ticket_events.first_raw_status as raw_status,
        cast(null as {{ type_text() }}) as actor_type,
        cast(null as {{ type_text() }}) as actor_id,
        cast(-1 as integer) as event_sequence,
        false as is_from_event,
        case when told_by_ticket.is_before_events then -1 else 0 end as change_number
    from tickets
    left join ticket_events
        on tickets.ticket_id = ticket_events.ticket_id
    left join told_by_ticket
        on tickets.ticket_id = told_by_ticket.ticket_id
),

final as (
    select * from creations
    union all
    select
        events.ticket_id,
        events.occurred_at as changed_at,
        events.new_status_group as status_group,
        events.raw_status,
        events.actor_type,
        events.actor_id,
        coalesce(events.event_sequence, 0) as event_sequence,
        true as is_from_event,
        events.event_number as change_number
    from events
    inner join tickets
        on events.ticket_id = tickets.ticket_id
    union all
    select
        ticket_id,
        told_solve_at as changed_at,
        case when solved_at is not null then 'solved' else 'closed_without_solve' end
            as status_group,
        cast(null as {{ type_text() }}) as raw_status,
        cast(null as {{ type_text() }}) as actor_type,
        assignee_id as actor_id,
        0 as event_sequence,
        false as is_from_event,
        case when is_before_events then 0 else 1000001 end as change_number
    from told_by_ticket
)

select * from final
