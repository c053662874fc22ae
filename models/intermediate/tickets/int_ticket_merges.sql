{{ config(materialized='ephemeral') }}
-- Tickets that were merged into another one, when, and where a chain of merges ends.
with tickets as (
    select
        ticket_id,
        merged_into_ticket_id
    from {{ ref('stg_helpdesk__tickets') }}
),

merge_times as (
    select
        events.ticket_id,
        min(events.occurred_at) as merged_at
    from {{ ref('stg_helpdesk__ticket_events') }} as events
    where events.event_type = 'merge' and events.new_value is not null
    group by events.ticket_id
),

-- Of two tickets merged into each other the smaller id survives.
merged as (
    select
        tickets.ticket_id,
        tickets.merged_into_ticket_id,
        merge_times.merged_at
    from tickets
    left join tickets as others
        on tickets.merged_into_ticket_id = others.ticket_id
    left join merge_times
        on tickets.ticket_id = merge_times.ticket_id
    where
        tickets.merged_into_ticket_id is not null
        and tickets.merged_into_ticket_id != tickets.ticket_id
        and not (
            others.merged_into_ticket_id is not distinct from tickets.ticket_id
            and tickets.ticket_id < others.ticket_id
        )
),

final as (
    select
        merged.ticket_id,
        merged.merged_at,
        coalesce(
            step_3.merged_into_ticket_id,
            step_2.merged_into_ticket_id,
            step_1.merged_into_ticket_id,
            merged.merged_into_ticket_id
        ) as survivor_id
    from merged
    left join merged as step_1
        on merged.merged_into_ticket_id = step_1.ticket_id
    left join merged as step_2
        on step_1.merged_into_ticket_id = step_2.ticket_id
    left join merged as step_3
        on step_2.merged_into_ticket_id = step_3.ticket_id
)

select * from final
