{{ config(materialized=face_materialization()) }}

with ticket_sla as (
    select
        ticket_id,
        min(case when metric = 'resolution' then due_at end) as resolution_due_at,
        -- A default deadline dates the backlog, but is no SLA.
        max(case when target_source != 'default' then 1 else 0 end) = 1 as has_sla_target
    from {{ ref('int_sla_targets') }}
    group by ticket_id
),

final as (
    select
        tickets.ticket_id,
        tickets.customer_id,
        tickets.organisation_id,
        tickets.product_id,
        tickets.topic_id,
        tickets.team_id,
        tickets.created_team_id,
        tickets.first_touch_team_id,
        tickets.first_reply_team_id,
        tickets.first_solved_team_id,
        tickets.solved_team_id,
        tickets.fulfilled_team_id,
        tickets.assignee_id,
        tickets.first_reply_agent_id,
        tickets.solved_by_agent_id,
        tickets.owner_agent_id,
        tickets.merged_into_ticket_id,
        tickets.split_from_ticket_id,
        tickets.schedule_id,
        tickets.sla_policy_id,
        tickets.source_system,
        tickets.channel,
        tickets.priority,
        tickets.ticket_type,
        tickets.direction,
        tickets.created_by_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country,
        tickets.extra_slice_1,
        tickets.extra_slice_2,
        tickets.extra_slice_3,
        tickets.status_group,
        tickets.handled_by,
        tickets.agent_reply_count,
        tickets.reopen_count,
        tickets.created_at,
        tickets.created_date,
        tickets.first_reply_at,
        tickets.first_reply_date,
        tickets.first_touch_date,
        tickets.first_solved_at,
        tickets.first_solved_date,
        tickets.solved_at,
        tickets.solved_date,
        tickets.fulfilled_date,
        tickets.first_reopened_at,
        ticket_sla.resolution_due_at,
        tickets.first_response_seconds,
        tickets.first_response_business_seconds,
        tickets.first_response_team_view_seconds,
        tickets.first_touch_seconds,
        tickets.resolution_seconds,
        tickets.resolution_business_seconds,
        tickets.first_resolution_seconds,
        tickets.fulfilment_seconds,
        tickets.work_seconds,
        tickets.is_in_scope,
        tickets.is_inbound,
        tickets.is_spam,
        tickets.is_test_data,
        tickets.is_deleted,
        tickets.is_merged_away,
        tickets.is_duplicate,
        tickets.is_phone_originated,
        tickets.is_stale,
        tickets.has_reply_before_creation,
        tickets.is_counted_in_volume,
        tickets.is_solved,
        tickets.is_handled,
        tickets.is_resolved_at_horizon,
        tickets.is_resolution_mature,
        coalesce(ticket_sla.has_sla_target, false) as has_sla_target
    from {{ ref('int_tickets') }} as tickets
    left join ticket_sla
        on tickets.ticket_id = ticket_sla.ticket_id
)

select * from final
