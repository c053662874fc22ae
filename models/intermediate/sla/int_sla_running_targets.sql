{{ config(materialized='ephemeral') }}
-- Promises that still run, and how much of their time is left on their own clock.
with final as (
    select
        ticket_id,
        metric,
        target_number,
        priority,
        due_at,
        case when due_at is not null then target_seconds - elapsed_seconds end as seconds_left,
        -- Without a due time the clock is paused, and nothing is at risk.
        due_at is not null
        and target_seconds - elapsed_seconds < {{ var('sla_at_risk_share') }} * target_seconds
            as is_at_risk
    from {{ ref('int_sla_deadlines') }}
    where
        target_source in ('ticket', 'policy')
        and fulfilled_at is null
        and withdrawn_at is null
        and not is_breached
        and not is_given_up
)

select * from final
