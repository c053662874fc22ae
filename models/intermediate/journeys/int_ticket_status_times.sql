{{ config(materialized='ephemeral') }}
with status_spans as (
    select * from {{ ref('int_ticket_status_spans') }}
),

resolutions as (
    select * from {{ ref('int_ticket_resolutions') }}
    -- Without status events nobody knows who waited for whom.
    where solved_at is not null and has_status_events
),

measured as (
    select
        resolutions.ticket_id,
        status_spans.status_group,
        {{ seconds_between('status_spans.started_at', 'status_spans.ended_at') }} as span_seconds
    from resolutions
    inner join status_spans
        on
            resolutions.ticket_id = status_spans.ticket_id
            and resolutions.solved_at >= status_spans.ended_at
    where status_spans.is_open
),

final as (
    select
        ticket_id,
        sum(case when status_group != 'pending' then span_seconds else 0 end)
            as requester_wait_seconds,
        sum(case when status_group = 'pending' then span_seconds else 0 end) as agent_wait_seconds,
        sum(case when status_group = 'on_hold' then span_seconds else 0 end) as on_hold_seconds
    from measured
    group by ticket_id
)

select * from final
