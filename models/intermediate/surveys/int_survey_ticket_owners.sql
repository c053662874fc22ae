{{ config(materialized='ephemeral') }}
-- Who owned the ticket at the solve before the survey went out: later reassignments move no score.
-- A question after a merge is about the ticket that survived.
with tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

merged_tickets as (
    select merged_tickets.*
    from {{ ref('int_ticket_merges') }} as merged_tickets
    inner join tickets
        on merged_tickets.survivor_id = tickets.ticket_id
),

surveys as (
    select
        surveys.survey_id,
        coalesce(merged_tickets.survivor_id, surveys.ticket_id) as ticket_id,
        coalesce(surveys.sent_at, surveys.responded_at) as asked_at
    from {{ ref('stg_surveys__surveys') }} as surveys
    left join merged_tickets
        on
            surveys.ticket_id = merged_tickets.ticket_id
            and coalesce(surveys.sent_at, surveys.responded_at) > merged_tickets.merged_at
    where surveys.ticket_id is not null
),

solves as (
    select
        spans.ticket_id,
        spans.started_at,
        spans.span_number,
        owners.agent_id
    from {{ ref('int_ticket_status_spans') }} as spans
    inner join {{ ref('int_ticket_owners_at_solves') }} as owners
        on
            spans.ticket_id = owners.ticket_id
            and spans.span_number = owners.span_number
),

assignee_spans as (
    select * from {{ ref('int_ticket_attribute_spans') }} where attribute = 'agent'
),

last_solves as (
    select
        surveys.survey_id,
        surveys.ticket_id,
        surveys.asked_at,
        max(solves.span_number) as span_number
    from surveys
    left join solves
        on
            surveys.ticket_id = solves.ticket_id
            and surveys.asked_at >= solves.started_at
    group by surveys.survey_id, surveys.ticket_id, surveys.asked_at
),

-- Asked before any solve: who held the ticket then.
held_when_asked as (
    select
        last_solves.survey_id,
        max(assignee_spans.attribute_value) as agent_id,
        count(*) as span_count
    from last_solves
    inner join assignee_spans
        on
            last_solves.ticket_id = assignee_spans.ticket_id
            and last_solves.asked_at >= assignee_spans.valid_from
            and (assignee_spans.valid_to is null or last_solves.asked_at < assignee_spans.valid_to)
    where last_solves.span_number is null
    group by last_solves.survey_id
),

final as (
    select
        last_solves.survey_id,
        case
            when last_solves.span_number is not null then solves.agent_id
            when held_when_asked.span_count is not null then held_when_asked.agent_id
            else tickets.assignee_id
        end as agent_id,
        {{ team_at() }} as team_id
    from last_solves
    inner join tickets
        on last_solves.ticket_id = tickets.ticket_id
    left join solves
        on
            last_solves.ticket_id = solves.ticket_id
            and last_solves.span_number = solves.span_number
    left join held_when_asked
        on last_solves.survey_id = held_when_asked.survey_id
    {{ team_at_join('last_solves.ticket_id', 'coalesce(solves.started_at, last_solves.asked_at)') }}
)

select * from final
