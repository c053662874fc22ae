with resolutions as (
    select * from {{ ref('int_ticket_resolutions') }}
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

assignee_spans as (
    select * from {{ ref('int_ticket_attribute_spans') }} where attribute = 'agent'
),

spans_at_solve as (
    select
        resolutions.ticket_id,
        max(assignee_spans.attribute_value) as agent_id,
        count(*) as span_count
    from resolutions
    inner join assignee_spans
        on
            resolutions.ticket_id = assignee_spans.ticket_id
            and resolutions.solved_at >= assignee_spans.valid_from
            and (assignee_spans.valid_to is null or resolutions.solved_at < assignee_spans.valid_to)
    group by resolutions.ticket_id
),

final as (
    select
        resolutions.ticket_id,
        case
            when spans_at_solve.span_count is not null then spans_at_solve.agent_id
            else tickets.assignee_id
        end as agent_id
    from resolutions
    inner join tickets
        on resolutions.ticket_id = tickets.ticket_id
    left join spans_at_solve
        on resolutions.ticket_id = spans_at_solve.ticket_id
    where resolutions.solved_at is not null
)

select * from final
