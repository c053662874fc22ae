{{ config(materialized='ephemeral') }}
{%- set told = 'coalesce(tickets.solved_at, tickets.closed_at)' %}

with ticket_events as (
    select
        ticket_id,
        min(case when event_number = 1 then old_status_group end) as first_status_group,
        min(case when event_number = 1 then old_raw_status end) as first_raw_status,
        max(case when is_solve then 1 else 0 end) as has_solve,
        max(case when is_after_told_solve then event_number end) as next_number
    from {{ ref('int_ticket_status_events') }}
    group by ticket_id
),

-- Events come first. The ticket's own solve and closing time serve where none of its events is a
-- solve, and before the event that starts from a solve that was lost.
creations as (
    select
        tickets.*,
        {{ told }} as told_solve_at,
        ticket_events.next_number,
        ticket_events.first_raw_status,
        {{ is_over('tickets.status_group') }}
        and (ticket_events.next_number > 0 or coalesce(ticket_events.has_solve, 0) = 0)
        and {{ told }} <= as_of.as_of as is_told,
        case
            when ticket_events.next_number = 1 then 'new'
            when ticket_events.ticket_id is not null
                then coalesce(ticket_events.first_status_group, 'new')
            -- Over since nobody knows when: like a ticket that arrives solved.
            when not {{ is_open_status('tickets.status_group') }} and {{ told }} is null
                then tickets.status_group
            else 'new'
        end as first_status_group
    from {{ ref('int_tickets_scoped') }} as tickets
    cross join {{ ref('int_as_of') }} as as_of
    left join ticket_events
        on tickets.ticket_id = ticket_events.ticket_id
),

final as (
    select
        ticket_id,
        created_at as changed_at,
        first_status_group as status_group,
        first_raw_status as raw_status,
        cast(null as {{ type_text() }}) as actor_type,
        cast(null as {{ type_text() }}) as actor_id,
        cast(-1 as integer) as event_sequence,
        false as is_from_event,
        -- Solved when its history begins, since nobody knows when.
        {{ is_solved_status('first_status_group') }} as is_after_gap,
        0 as change_number
    from creations
    union all
    select
        ticket_id,
        occurred_at as changed_at,
        new_status_group as status_group,
        raw_status,
        actor_type,
        actor_id,
        coalesce(event_sequence, 0) as event_sequence,
        true as is_from_event,
        is_after_gap,
        2 * event_number as change_number
    from {{ ref('int_ticket_status_events') }}
    union all
    -- A reopening of which only the next solve tells, which starts from an open status.
    select
        ticket_id,
        occurred_at as changed_at,
        old_status_group as status_group,
        old_raw_status as raw_status,
        cast(null as {{ type_text() }}) as actor_type,
        cast(null as {{ type_text() }}) as actor_id,
        coalesce(event_sequence, 0) as event_sequence,
        false as is_from_event,
        true as is_after_gap,
        2 * event_number - 1 as change_number
    from {{ ref('int_ticket_status_events') }}
    where is_after_lost_reopening
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
        false as is_after_gap,
        coalesce(2 * next_number - 1, 1000000001) as change_number
    from creations
    where is_told
)

select * from final
