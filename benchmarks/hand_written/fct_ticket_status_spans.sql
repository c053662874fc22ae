create table fct_ticket_status_spans as
select
    spans.ticket_id || '|' || spans.change_number as status_span_id,
    spans.ticket_id,
    cast(spans.change_number as integer) as span_number,
    spans.status_group,
    spans.started_at,
    spans.ended_at,
    seconds(spans.started_at, coalesce(spans.ended_at, as_of())) as span_seconds,
    spans.is_open,
    spans.is_solved,
    spans.is_solve,
    spans.is_reopen,
    tickets.channel,
    tickets.team_id,
    tickets.priority
from status_spans as spans
inner join tickets on spans.ticket_id = tickets.ticket_id
where tickets.is_in_scope
