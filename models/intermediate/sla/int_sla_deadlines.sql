-- A deadline that stands on the ticket itself goes before every policy.
with outcomes as (
    select * from {{ ref('int_sla_outcomes') }}
),

tickets as (
    select
        ticket_id,
        'resolution' as metric,
        resolution_due_at
    from {{ ref('int_tickets_scoped') }}
    where resolution_due_at is not null
),

targets as (
    select * from {{ ref('int_sla_targets_started') }}
),

final as (
    select
        targets.ticket_id,
        targets.metric,
        targets.target_number,
        targets.started_at,
        targets.fulfilled_at,
        targets.withdrawn_at,
        targets.fulfilled_by_agent_id,
        case when tickets.ticket_id is not null then 'ticket' else outcomes.target_source end
            as target_source,
        outcomes.priority,
        case when tickets.ticket_id is null then outcomes.target_seconds end as target_seconds,
        case when tickets.ticket_id is null then outcomes.clock_schedule_id end
            as clock_schedule_id,
        coalesce(tickets.resolution_due_at, outcomes.due_at) as due_at
    from targets
    left join outcomes
        on
            targets.ticket_id = outcomes.ticket_id
            and targets.metric = outcomes.metric
            and targets.target_number = outcomes.target_number
    left join tickets
        on
            targets.ticket_id = tickets.ticket_id
            and targets.metric = tickets.metric
    where outcomes.ticket_id is not null or tickets.ticket_id is not null
)

select * from final
