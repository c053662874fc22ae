{{ config(materialized=face_materialization()) }}

select
    sla_target_id,
    ticket_id,
    metric,
    target_number,
    target_source,
    priority,
    target_seconds,
    is_business_hours,
    started_at,
    due_at,
    fulfilled_at,
    elapsed_seconds,
    is_met,
    is_breached,
    is_known,
    outcome_at,
    outcome_date,
    agent_id,
    channel,
    team_id,
    topic_id,
    product_id,
    ticket_type,
    customer_segment,
    language,
    country
from {{ ref('int_sla_targets') }}
where is_agreed
