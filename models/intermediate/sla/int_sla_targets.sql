with deadlines as (
    select
        *,
        case when is_breached then due_at when is_met then fulfilled_at end as outcome_at
    from {{ ref('int_sla_deadlines') }}
    where target_source in ('ticket', 'policy')
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

assignees_at_solve as (
    select * from {{ ref('int_ticket_assignees_at_solve') }}
),

final as (
    select
        deadlines.ticket_id || '|' || deadlines.metric || '|'
        || cast(deadlines.target_number as {{ type_text() }}) as sla_target_id,
        deadlines.ticket_id,
        deadlines.metric,
        cast(deadlines.target_number as integer) as target_number,
        deadlines.target_source,
        coalesce(deadlines.priority, tickets.priority) as priority,
        cast(deadlines.target_seconds as {{ type_double() }}) as target_seconds,
        coalesce(deadlines.clock_schedule_id != 'always_open', false) as is_business_hours,
        deadlines.started_at,
        deadlines.due_at,
        deadlines.fulfilled_at,
        deadlines.elapsed_seconds,
        deadlines.is_met,
        deadlines.is_breached,
        deadlines.is_met or deadlines.is_breached as is_known,
        deadlines.outcome_at,
        {{ report_date('deadlines.outcome_at') }} as outcome_date,
        coalesce(deadlines.fulfilled_by_agent_id, assignees_at_solve.agent_id, tickets.assignee_id)
            as agent_id,
        tickets.channel,
        case when deadlines.outcome_at is null then tickets.team_id else {{ team_at() }} end
            as team_id,
        tickets.topic_id,
        tickets.product_id,
        tickets.ticket_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country
    from deadlines
    inner join tickets on deadlines.ticket_id = tickets.ticket_id
    left join assignees_at_solve on deadlines.ticket_id = assignees_at_solve.ticket_id
    {{ team_at_join('deadlines.ticket_id', 'deadlines.outcome_at') }}
    where tickets.is_in_scope
)

select * from final
