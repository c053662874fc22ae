-- When the clock of a target runs: always for replies, for the rest outside pending, on-hold and
-- solved.
with target_spans as (
    select * from {{ ref('int_sla_target_spans') }}
),

status_spans as (
    select * from {{ ref('int_ticket_status_spans') }}
),

active as (
    select
        target_spans.*,
        target_spans.started_at as active_from,
        cast(null as {{ type_timestamp() }}) as active_until
    from target_spans
    where target_spans.metric in ('first_reply', 'next_reply')
    union all
    select
        target_spans.*,
        status_spans.started_at as active_from,
        status_spans.ended_at as active_until
    from target_spans
    inner join status_spans
        on target_spans.ticket_id = status_spans.ticket_id
    where
        target_spans.metric in ('resolution', 'requester_wait')
        and status_spans.status_group in ('new', 'open', 'other')
        and (status_spans.ended_at is null or status_spans.ended_at > status_spans.started_at)
),

clocked as (
    select
        active.*,
        {{ business_clock('from_clock', 'active.active_from') }} as clock_from,
        {{ business_clock('until_clock', 'active.active_until') }} as clock_until
    from active
    {{ business_clock_join('from_clock', 'active.clock_schedule_id', 'active.active_from') }}
    {{ business_clock_join('until_clock', 'active.clock_schedule_id', 'active.active_until') }}
),

final as (
    select
        *,
        coalesce(
            sum(clock_until - clock_from) over (
                partition by ticket_id, metric, target_number, valid_from
                order by active_from rows between unbounded preceding and 1 preceding
            ), 0
        ) as active_seconds_before
    from clocked
)

select * from final
