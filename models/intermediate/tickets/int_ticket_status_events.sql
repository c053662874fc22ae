{{ config(materialized='ephemeral') }}
with as_of as (
    select * from {{ ref('int_as_of') }}
),

events as (
    select * from {{ ref('int_ticket_events') }}
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

numbered as (
    select
        events.*,
        {{ mapping_key('events.old_value') }} as old_raw_status,
        {{ mapping_key('events.new_value') }} as raw_status,
        row_number() over changes as event_number,
        coalesce(lag(events.new_status_group) over changes, events.old_status_group, 'new')
            as previous_status_group,
        lag(events.occurred_at) over changes as previous_at,
        lag(events.original_ticket_id) over changes as previous_ticket_id
    from events
    cross join as_of
    where
        events.event_type = 'status_change'
        and events.new_status_group is not null
        and events.occurred_at <= as_of.as_of
    window changes as (partition by events.ticket_id order by {{ event_order('events') }})
),

compared as (
    select
        numbered.*,
        -- The event starts from a solve that only the ticket knows.
        {{ is_solved_status('numbered.old_status_group') }}
        and (
            numbered.previous_at is null
            or (
                not {{ is_solved_status('numbered.previous_status_group') }}
                and coalesce(tickets.solved_at, tickets.closed_at) >= numbered.previous_at
            )
        )
        and coalesce(tickets.solved_at, tickets.closed_at) <= numbered.occurred_at
        and {{ is_over('tickets.status_group') }} as is_after_told_solve,
        -- It starts from a status that no event tells. A copy of the event before it, which may be
        -- written some seconds later, does not.
        coalesce(
            numbered.old_status_group != numbered.previous_status_group
            and 'other' not in (numbered.old_status_group, numbered.previous_status_group)
            and abs({{ seconds_between('numbered.previous_at', 'numbered.occurred_at') }})
            > {{ var('wait_tolerance_seconds') }}
            and numbered.original_ticket_id = numbered.previous_ticket_id
            and not (
                {{ is_solved_status('numbered.old_status_group') }}
                and {{ is_solved_status('numbered.previous_status_group') }}
            ),
            false
        ) as is_after_gap
    from numbered
    inner join tickets
        on numbered.ticket_id = tickets.ticket_id
),

final as (
    select
        ticket_id,
        event_id,
        occurred_at,
        event_sequence,
        old_status_group,
        new_status_group,
        old_raw_status,
        raw_status,
        actor_type,
        actor_id,
        event_number,
        previous_status_group,
        is_after_told_solve,
        is_after_gap and not coalesce(is_after_told_solve, false) as is_after_gap,
        is_after_gap
        and {{ is_open_status('old_status_group') }}
        and {{ is_solved_status('previous_status_group') }}
        and {{ is_solved_status('new_status_group') }} as is_after_lost_reopening,
        {{ is_solved_status('new_status_group') }}
        and (
            not {{ is_solved_status('previous_status_group') }}
            or (is_after_gap and {{ is_open_status('old_status_group') }})
        ) as is_solve
    from compared
)

select * from final
