-- Who owned the ticket at the solve before the survey went out: later reassignments move no score.
with surveys as (
    select
        survey_id,
        ticket_id,
        coalesce(sent_at, responded_at) as asked_at
    from {{ ref('stg_surveys__surveys') }}
    where ticket_id is not null
),

solves as (
    select * from {{ ref('int_ticket_status_spans') }} where is_solve
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

assignee_spans as (
    select * from {{ ref('int_ticket_attribute_spans') }} where attribute = 'agent'
),

last_solves as (
    select
        surveys.survey_id,
        surveys.ticket_id,
        coalesce(max(solves.started_at), max(surveys.asked_at)) as owned_at
    from surveys
    left join solves
        on
            surveys.ticket_id = solves.ticket_id
            and surveys.asked_at >= solves.started_at
    group by surveys.survey_id, surveys.ticket_id
),

spans_at_solve as (
    select
        last_solves.survey_id,
        max(assignee_spans.attribute_value) as agent_id,
        count(*) as span_count
    from last_solves
    inner join assignee_spans
        on
            last_solves.ticket_id = assignee_spans.ticket_id
            and last_solves.owned_at >= assignee_spans.valid_from
            and (assignee_spans.valid_to is null or last_solves.owned_at < assignee_spans.valid_to)
    group by last_solves.survey_id
),

final as (
    select
        last_solves.survey_id,
        case
            when spans_at_solve.span_count is not null then spans_at_solve.agent_id
            else tickets.assignee_id
        end as agent_id
    from last_solves
    inner join tickets
        on last_solves.ticket_id = tickets.ticket_id
    left join spans_at_solve
        on last_solves.survey_id = spans_at_solve.survey_id
)

select * from final
