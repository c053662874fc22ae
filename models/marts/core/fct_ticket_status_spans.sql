with status_spans as (
    select * from {{ ref('int_ticket_status_spans') }}
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

final as (
    select
        status_spans.ticket_id || '|' || cast(status_spans.span_number as {{ type_text() }})
            as status_span_id,
        status_spans.ticket_id,
        cast(status_spans.span_number as integer) as span_number,
        status_spans.status_group,
        status_spans.started_at,
        status_spans.ended_at,
        {{ seconds_between(
            'status_spans.started_at', 'coalesce(status_spans.ended_at, as_of.as_of)'
        ) }} as span_seconds,
        status_spans.is_open,
        status_spans.is_solved,
        status_spans.is_solve,
        coalesce(status_spans.is_reopen, false) as is_reopen,
        tickets.channel,
        tickets.team_id,
        tickets.priority
    from status_spans
    inner join tickets
        on status_spans.ticket_id = tickets.ticket_id
    cross join as_of
    where tickets.is_in_scope
)

select * from final
