with targets as (
    select * from {{ ref('int_sla_targets_started') }}
),

span_breaches as (
    select * from {{ ref('int_sla_span_breaches') }}
),

first_breaches as (
    select
        ticket_id,
        metric,
        target_number,
        min(breached_at) as first_breached_at,
        max(span_number) as last_span_number
    from span_breaches
    group by 1, 2, 3
),

-- The span that decides: the one breached first, else the last one in force.
deciding as (
    select
        span_breaches.*,
        row_number() over (
            partition by span_breaches.ticket_id, span_breaches.metric, span_breaches.target_number
            order by
                case
                    when span_breaches.breached_at = first_breaches.first_breached_at then 0
                    else 1
                end,
                span_breaches.span_number desc
        ) as decision_rank
    from span_breaches
    inner join first_breaches
        on
            span_breaches.ticket_id = first_breaches.ticket_id
            and span_breaches.metric = first_breaches.metric
            and span_breaches.target_number = first_breaches.target_number
    where
        span_breaches.breached_at = first_breaches.first_breached_at
        or span_breaches.span_number = first_breaches.last_span_number
),

final as (
    select
        targets.*,
        deciding.target_source,
        deciding.priority,
        deciding.target_seconds,
        deciding.clock_schedule_id,
        coalesce(deciding.breached_at, deciding.due_at) as due_at
    from targets
    inner join deciding
        on
            targets.ticket_id = deciding.ticket_id
            and targets.metric = deciding.metric
            and targets.target_number = deciding.target_number
            and deciding.decision_rank = 1
)

select * from final
