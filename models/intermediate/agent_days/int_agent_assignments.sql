{{ config(materialized='ephemeral') }}
with tickets as (
    select * from {{ ref('int_tickets_scoped') }} where is_in_scope
),

agents as (
    select * from {{ ref('int_agents_current') }}
),

spans as (
    select * from {{ ref('int_ticket_attribute_spans') }} where attribute = 'agent'
),

tickets_with_spans as (
    select distinct ticket_id from spans
),

assigned as (
    select
        spans.ticket_id,
        spans.attribute_value as agent_id,
        spans.valid_from as assigned_at
    from spans
    inner join tickets
        on spans.ticket_id = tickets.ticket_id
    where spans.attribute_value is not null
    union all
    -- Without any assignment event the ticket was its assignee's from the beginning.
    select
        tickets.ticket_id,
        tickets.assignee_id as agent_id,
        tickets.created_at as assigned_at
    from tickets
    left join tickets_with_spans
        on tickets.ticket_id = tickets_with_spans.ticket_id
    where tickets_with_spans.ticket_id is null and tickets.assignee_id is not null
),

final as (
    select distinct
        assigned.agent_id,
        {{ report_date('assigned.assigned_at') }} as assigned_date,
        assigned.ticket_id
    from assigned
    left join agents
        on assigned.agent_id = agents.agent_id
    where
        not coalesce(agents.is_bot, false)
        and not coalesce(agents.is_test, false)
)

select * from final
