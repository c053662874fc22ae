with spans as (
    select * from {{ ref('int_ticket_status_spans') }}
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

per_ticket as (
    select
        ticket_id,
        max(span_number) as last_span_number,
        min(case when is_solve then changed_at end) as first_told_solve_at,
        max(case when span_number = 0 and is_solved then 1 else 0 end) = 1 as is_begun_solved,
        max(case when is_after_gap then 1 else 0 end) = 1 as has_gap,
        max(case when is_solve then span_number end) as last_solve_span_number,
        max(case when status_group = 'closed_without_solve' then started_at end)
            as closed_unsolved_at,
        sum(case when is_solve then 1 else 0 end) as solve_count,
        sum(case when is_reopen then 1 else 0 end) as reopen_count,
        min(case when is_reopen then started_at end) as first_reopened_at,
        max(case when is_solve and not is_by_bot then 1 else 0 end) = 1 as has_human_solve,
        max(case when is_from_event then 1 else 0 end) = 1 as has_status_events
    from spans
    group by ticket_id
),

final as (
    select
        per_ticket.ticket_id,
        -- What was solved when its history begins was solved first at an unknown time.
        case when not per_ticket.is_begun_solved then per_ticket.first_told_solve_at end
            as first_solved_at,
        per_ticket.first_told_solve_at,
        per_ticket.has_gap,
        per_ticket.first_reopened_at,
        per_ticket.solve_count,
        per_ticket.reopen_count,
        per_ticket.last_solve_span_number,
        per_ticket.has_human_solve,
        per_ticket.has_status_events,
        last_spans.is_solved,
        last_spans.is_open,
        case
            -- Without events only the ticket itself says what it is waiting for.
            when
                last_spans.is_open
                and not per_ticket.has_status_events
                and {{ is_open_status('tickets.status_group') }}
                then tickets.status_group
            else last_spans.status_group
        end as current_status_group,
        case when last_spans.is_solved then last_solves.changed_at end as solved_at,
        -- Closed at a known time and solved at an unknown one, a ticket counts when it was closed.
        case
            when last_spans.is_solved
                then coalesce(last_solves.changed_at, per_ticket.closed_unsolved_at)
        end as solve_counted_at,
        case when last_spans.is_solved then last_solves.actor_id end as solver_id,
        case when last_spans.is_solved then last_solves.is_by_bot end as is_last_solve_by_bot
    from per_ticket
    inner join tickets
        on per_ticket.ticket_id = tickets.ticket_id
    inner join spans as last_spans
        on
            per_ticket.ticket_id = last_spans.ticket_id
            and per_ticket.last_span_number = last_spans.span_number
    left join spans as last_solves
        on
            per_ticket.ticket_id = last_solves.ticket_id
            and per_ticket.last_solve_span_number = last_solves.span_number
)

select * from final
