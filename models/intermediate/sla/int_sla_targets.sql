-- A deadline on the ticket itself goes before every policy, and nobody agreed to a default. Whether
-- a promise was kept is decided here and nowhere else: by what elapsed and what was agreed.
with started as (
    select
        started.*,
        coalesce(started.fulfilled_at, started.withdrawn_at, as_of.as_of) as ended_at,
        tickets.resolution_due_at,
        {{ seconds_between('tickets.created_at', 'tickets.resolution_due_at') }} as own_seconds,
        started.metric = 'resolution' and tickets.resolution_due_at is not null as is_own
    from {{ ref('int_sla_targets_started') }} as started
    cross join {{ ref('int_as_of') }} as as_of
    inner join {{ ref('int_tickets_scoped') }} as tickets
        on started.ticket_id = tickets.ticket_id
),

measured as (
    select
        started.*,
        outcomes.priority,
        case when started.is_own then 'ticket' else outcomes.target_source end as target_source,
        case when started.is_own then started.own_seconds else outcomes.target_seconds end
            as target_seconds,
        case when not started.is_own then outcomes.clock_schedule_id end as clock_schedule_id,
        case when not started.is_own then outcomes.pausing_statuses end as pausing_statuses,
        case when started.is_own then started.resolution_due_at else outcomes.due_at end as due_at,
        case
            when started.is_own
                then {{ seconds_between('started.started_at', 'started.ended_at') }}
            else outcomes.elapsed_seconds
        end as elapsed_seconds,
        not started.is_own and outcomes.is_given_up as is_given_up
    from started
    left join {{ ref('int_sla_outcomes') }} as outcomes
        on
            started.ticket_id = outcomes.ticket_id
            and started.metric = outcomes.metric
            and started.target_number = outcomes.target_number
    where started.is_own or outcomes.ticket_id is not null
),

decided as (
    select
        *,
        not is_given_up and elapsed_seconds > target_seconds as is_breached,
        not is_given_up and fulfilled_at is not null and elapsed_seconds <= target_seconds as is_met
    from measured
),

deadlines as (
    select
        *,
        case when is_breached then due_at when is_met then fulfilled_at end as outcome_at
    from decided
),

final as (
    select
        deadlines.ticket_id || '|' || deadlines.metric || '|'
        || cast(deadlines.target_number as {{ type_text() }}) as sla_target_id,
        deadlines.ticket_id,
        deadlines.metric,
        deadlines.target_number,
        deadlines.target_source,
        deadlines.target_source != 'default' and tickets.is_in_scope as is_agreed,
        coalesce(deadlines.priority, tickets.priority) as priority,
        cast(deadlines.target_seconds as {{ type_double() }}) as target_seconds,
        deadlines.clock_schedule_id,
        deadlines.pausing_statuses,
        coalesce(deadlines.clock_schedule_id != 'always_open', false) as is_business_hours,
        deadlines.started_at,
        deadlines.due_at,
        deadlines.fulfilled_at,
        deadlines.withdrawn_at,
        deadlines.elapsed_seconds,
        deadlines.is_given_up,
        deadlines.is_met,
        deadlines.is_breached,
        deadlines.is_met or deadlines.is_breached as is_known,
        deadlines.outcome_at,
        {{ report_date('deadlines.outcome_at') }} as outcome_date,
        coalesce(deadlines.fulfilled_by_agent_id, assignees_at_solve.agent_id, tickets.assignee_id)
            as agent_id,
        case when deadlines.outcome_at is null then tickets.team_id else {{ team_at() }} end
            as team_id,
        tickets.channel,
        tickets.topic_id,
        tickets.product_id,
        tickets.ticket_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country
    from deadlines
    inner join {{ ref('int_tickets_scoped') }} as tickets
        on deadlines.ticket_id = tickets.ticket_id
    left join {{ ref('int_ticket_assignees_at_solve') }} as assignees_at_solve
        on deadlines.ticket_id = assignees_at_solve.ticket_id
    {{ team_at_join('deadlines.ticket_id', 'deadlines.outcome_at') }}
)

select * from final
