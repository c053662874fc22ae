{{ config(materialized='ephemeral') }}
-- Tickets that were merged into another one, when, and where a chain of merges ends. Chains are
-- followed eight steps: whoever goes further is in a circle, of which the smallest id survives.
with links as (
    select
        ticket_id,
        merged_into_ticket_id
    from {{ ref('stg_helpdesk__tickets') }}
    where merged_into_ticket_id is not null and merged_into_ticket_id != ticket_id
),

merge_times as (
    select
        events.ticket_id,
        min(events.occurred_at) as merged_at
    from {{ ref('stg_helpdesk__ticket_events') }} as events
    where events.event_type = 'merge' and events.new_value is not null
    group by events.ticket_id
),

followed as (
    select
        step_1.ticket_id,
        case
            when step_8.merged_into_ticket_id is not null then least(
                step_4.merged_into_ticket_id,
                step_5.merged_into_ticket_id,
                step_6.merged_into_ticket_id,
                step_7.merged_into_ticket_id,
                step_8.merged_into_ticket_id
            )
            else coalesce(
                step_7.merged_into_ticket_id,
                step_6.merged_into_ticket_id,
                step_5.merged_into_ticket_id,
                step_4.merged_into_ticket_id,
                step_3.merged_into_ticket_id,
                step_2.merged_into_ticket_id,
                step_1.merged_into_ticket_id
            )
        end as survivor_id
    from links as step_1
    left join links as step_2
        on step_1.merged_into_ticket_id = step_2.ticket_id
    left join links as step_3
        on step_2.merged_into_ticket_id = step_3.ticket_id
    left join links as step_4
        on step_3.merged_into_ticket_id = step_4.ticket_id
    left join links as step_5
        on step_4.merged_into_ticket_id = step_5.ticket_id
    left join links as step_6
        on step_5.merged_into_ticket_id = step_6.ticket_id
    left join links as step_7
        on step_6.merged_into_ticket_id = step_7.ticket_id
    left join links as step_8
        on step_7.merged_into_ticket_id = step_8.ticket_id
),

final as (
    select
        followed.ticket_id,
        merge_times.merged_at,
        followed.survivor_id
    from followed
    left join merge_times
        on followed.ticket_id = merge_times.ticket_id
    where followed.ticket_id != followed.survivor_id
)

select * from final
