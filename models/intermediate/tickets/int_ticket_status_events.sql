{{ config(materialized='ephemeral') }}
with as_of as (
    select * from {{ ref('int_as_of') }}
),

events as (
    select * from {{ ref('int_ticket_events') }}
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
        ) as previous_status_group
    from events
    cross join as_of
    where
        events.event_type = 'status_change'
        and events.new_status_group is not null
        and events.occurred_at <= as_of.as_of
),

final as (
    select
        *,
        {{ is_solved_status('new_status_group') }}
        and not {{ is_solved_status('previous_status_group') }} as is_solve
    from numbered
)

select * from final
