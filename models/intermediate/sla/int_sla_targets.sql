with deadlines as (
    select * from {{ ref('int_sla_deadlines') }}
    where target_source in ('ticket', 'policy')
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

assignees_at_solve as (
    select * from {{ ref('int_ticket_assignees_at_solve') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

judged as (
    select
        deadlines.*,
        coalesce(deadlines.fulfilled_at > deadlines.due_at, false)
        or (
            deadlines.fulfilled_at is null
            and coalesce(deadlines.withdrawn_at > deadlines.due_at, false)
        )
        or (
            deadlines.fulfilled_at is null
            and deadlines.withdrawn_at is null
            and coalesce(as_of.as_of > deadlines.due_at, false)
        ) as is_breached,
        deadlines.fulfilled_at is not null
        and (deadlines.due_at is null or deadlines.fulfilled_at <= deadlines.due_at) as is_met
    from deadlines
    cross join as_of
),

final as (
    select
        judged.ticket_id || '|' || judged.metric || '|'
        || cast(judged.target_number as {{ type_text() }}) as sla_target_id,
        judged.ticket_id,
        judged.metric,
        cast(judged.target_number as integer) as target_number,
        judged.target_source,
        coalesce(judged.priority, tickets.priority) as priority,
        cast(judged.target_seconds as {{ type_double() }}) as target_seconds,
        coalesce(judged.clock_schedule_id != 'always_open', false) as is_business_hours,
        judged.started_at,
        judged.due_at,
        judged.fulfilled_at,
        judged.is_met,
        judged.is_breached,
        judged.is_met or judged.is_breached as is_known,
        case
            when judged.is_breached then judged.due_at
            when judged.is_met then judged.fulfilled_at
        end as outcome_at,
        {{ report_date(
            'case
                when judged.is_breached then judged.due_at
                when judged.is_met then judged.fulfilled_at
            end'
        ) }} as outcome_date,
        coalesce(judged.fulfilled_by_agent_id, assignees_at_solve.agent_id, tickets.assignee_id)
            as agent_id,
        tickets.channel,
        tickets.team_id,
        tickets.topic_id,
        tickets.product_id,
        tickets.ticket_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country
    from judged
    inner join tickets on judged.ticket_id = tickets.ticket_id
    left join assignees_at_solve on judged.ticket_id = assignees_at_solve.ticket_id
    where tickets.is_in_scope
)

select * from final
