with tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

events as (
    select events.*
    from {{ ref('stg_helpdesk__ticket_events') }} as events
    cross join as_of
    where
        events.event_type = 'status_change'
        and events.new_status_group is not null
        and events.occurred_at <= as_of.as_of
),

numbered_events as (
    select
        ticket_id,
        occurred_at,
        old_status_group,
        new_status_group,
        actor_type,
        actor_id,
        event_sequence,
        row_number() over (
            partition by ticket_id
            order by event_sequence nulls last, occurred_at, event_id
        ) as event_number,
        max(case when new_status_group in ('solved', 'closed') then 1 else 0 end)
            over (partition by ticket_id) as has_solve_event
    from events
),

first_events as (
    select * from numbered_events where event_number = 1
),

creations as (
    select
        tickets.ticket_id,
        tickets.created_at as changed_at,
        coalesce(first_events.old_status_group, 'new') as status_group,
        cast(null as {{ type_text() }}) as actor_type,
        cast(null as {{ type_text() }}) as actor_id,
        cast(-1 as integer) as event_sequence,
        false as is_from_event,
        0 as change_number
    from tickets
    left join first_events
        on tickets.ticket_id = first_events.ticket_id
),

-- Systems that export no events give a solve and a closing time on the ticket itself.
without_solve_events as (
    select tickets.*
    from tickets
    cross join as_of
    left join first_events
        on tickets.ticket_id = first_events.ticket_id
    where
        tickets.status_group in ('solved', 'closed')
        and coalesce(first_events.has_solve_event, 0) = 0
        and coalesce(tickets.solved_at, tickets.closed_at) <= as_of.as_of
),

final as (
    select * from creations
    union all
    select
        numbered_events.ticket_id,
        numbered_events.occurred_at as changed_at,
        numbered_events.new_status_group as status_group,
        numbered_events.actor_type,
        numbered_events.actor_id,
        coalesce(numbered_events.event_sequence, 0) as event_sequence,
        true as is_from_event,
        cast(numbered_events.event_number as integer) as change_number
    from numbered_events
    inner join tickets
        on numbered_events.ticket_id = tickets.ticket_id
    union all
    select
        ticket_id,
        coalesce(solved_at, closed_at) as changed_at,
        case when solved_at is not null then 'solved' else 'closed_without_solve' end
            as status_group,
        cast(null as {{ type_text() }}) as actor_type,
        assignee_id as actor_id,
        0 as event_sequence,
        false as is_from_event,
        1000001 as change_number
    from without_solve_events
)

select * from final
