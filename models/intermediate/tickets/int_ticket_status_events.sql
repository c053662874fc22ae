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
        events.ticket_id,
        events.event_id,
        events.occurred_at,
        events.event_sequence,
        events.old_status_group,
        events.new_status_group,
        {{ mapping_key('events.old_value') }} as old_raw_status,
        {{ mapping_key('events.new_value') }} as raw_status,
        events.actor_type,
        events.actor_id,
        cast(
            row_number() over (
                partition by events.ticket_id
                order by {{ event_order('events') }}
            ) as integer
        ) as event_number,
        coalesce(
            lag(events.new_status_group) over (
                partition by events.ticket_id
                order by {{ event_order('events') }}
            ),
            events.old_status_group,
            'new'
        ) as previous_status_group,
        lag(events.occurred_at) over (
            partition by events.ticket_id
            order by {{ event_order('events') }}
        ) as previous_at
    from events
    cross join as_of
    where
        events.event_type = 'status_change'
        and events.new_status_group is not null
        and events.occurred_at <= as_of.as_of
),

final as (
    select
        numbered.*,
        {{ is_solved_status('numbered.new_status_group') }}
        and not {{ is_solved_status('numbered.previous_status_group') }} as is_solve,
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
        and {{ is_over('tickets.status_group') }} as is_after_told_solve
    from numbered
    left join tickets
        on numbered.ticket_id = tickets.ticket_id
)

select * from final
