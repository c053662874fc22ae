{{ config(materialized='ephemeral') }}
-- Promises that still run, and how much of their time is left on their own clock.
with deadlines as (
    select
        *,
        coalesce(clock_schedule_id, 'always_open') as schedule_id,
        coalesce(target_seconds, {{ seconds_between('started_at', 'due_at') }}) as promised_seconds
    from {{ ref('int_sla_deadlines') }}
    where
        target_source in ('ticket', 'policy')
        and fulfilled_at is null
        and withdrawn_at is null
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

clocked as (
    select
        deadlines.*,
        {{ business_clock('due_clock', 'deadlines.due_at') }}
        - ({{ business_clock('now_clock', 'as_of.as_of') }}) as seconds_left
    from deadlines
    cross join as_of
    {{ business_clock_join('due_clock', 'deadlines.schedule_id', 'deadlines.due_at') }}
    {{ business_clock_join('now_clock', 'deadlines.schedule_id', 'as_of.as_of') }}
    where deadlines.due_at is null or deadlines.due_at >= as_of.as_of
),

final as (
    select
        ticket_id,
        metric,
        target_number,
        priority,
        due_at,
        seconds_left,
        -- Without a due time the clock is paused, and nothing is at risk.
        coalesce(seconds_left < {{ var('sla_at_risk_share') }} * promised_seconds, false)
            as is_at_risk
    from clocked
)

select * from final
