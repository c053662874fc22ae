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
                {%- for step in range(4, 9) %}
                step_{{ step }}.merged_into_ticket_id{{ ',' if not loop.last }}
                {%- endfor %}
            )
            else coalesce(
                {%- for step in range(7, 0, -1) %}
                step_{{ step }}.merged_into_ticket_id{{ ',' if not loop.last }}
                {%- endfor %}
            )
        end as survivor_id
    from links as step_1
    {%- for step in range(2, 9) %}
    left join links as step_{{ step }}
        on step_{{ step - 1 }}.merged_into_ticket_id = step_{{ step }}.ticket_id
    {%- endfor %}
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
