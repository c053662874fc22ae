with final as (
    select
        tickets.ticket_id,
        tickets.merged_customer_id as customer_id,
        tickets.organisation_id,
        tickets.product_id,
        tickets.topic_id,
        tickets.team_id,
        {%- for moment in ['created', 'first_touch', 'first_reply',
            'first_solved', 'solved', 'fulfilled'] %}
        teams.{{ moment }}_team_id,
        {%- endfor %}
        tickets.assignee_id,
        first_responses.first_reply_agent_id,
        assignees_at_solve.agent_id as solved_by_agent_id,
        coalesce(assignees_at_solve.agent_id, tickets.assignee_id) as owner_agent_id,
        tickets.merged_into_ticket_id,
        tickets.split_from_ticket_id,
        tickets.business_schedule_id as schedule_id,
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
        coalesce(resolutions.current_status_group, tickets.status_group) as status_group,
        case
            when resolutions.is_last_solve_by_bot and not resolutions.has_human_solve
            and first_responses.agent_reply_count = 0 then 'bot'
            else 'human'
        end as handled_by,
        cast(first_responses.agent_reply_count as integer) as agent_reply_count,
        cast(case
            when resolutions.has_status_events then resolutions.reopen_count
            else tickets.reopen_count
        end as integer) as reopen_count,
        coalesce(resolutions.has_status_events, false) as has_status_events,
        tickets.created_at,
        {{ report_date('tickets.created_at') }} as created_date,
        first_responses.asked_at,
        first_responses.author_unknown_at,
        first_responses.first_reply_at,
        {{ report_date('first_responses.first_reply_at') }} as first_reply_date,
        {{ report_date('first_responses.first_touch_at') }} as first_touch_date,
        resolutions.first_solved_at,
        {{ report_date('resolutions.first_solved_at') }} as first_solved_date,
        resolutions.solved_at,
        {{ report_date('resolutions.solve_counted_at') }} as solved_date,
        {{ report_date(
            'case when durations.fulfilment_seconds is not null then tickets.fulfilled_at end'
        ) }} as fulfilled_date,
        resolutions.first_reopened_at,
        {%- for duration in [
            'first_response', 'first_response_business', 'first_response_team_view', 'first_touch',
            'resolution', 'resolution_business', 'first_resolution', 'fulfilment'
        ] %}
        durations.{{ duration }}_seconds,
        {%- endfor %}
        case when tickets.is_in_scope then work_logs.work_seconds end as work_seconds,
        tickets.is_in_scope,
        tickets.is_inbound,
        tickets.is_spam,
        tickets.is_test_data,
        tickets.is_deleted,
        tickets.is_merged_away,
        tickets.is_duplicate,
        tickets.is_phone_originated,
        tickets.is_stale,
        coalesce(first_responses.has_reply_before_creation, false) as has_reply_before_creation,
        tickets.is_in_scope and tickets.is_inbound and not tickets.is_duplicate
            as is_counted_in_volume,
        coalesce(resolutions.is_solved, false) as is_solved,
        tickets.is_in_scope and coalesce(resolutions.is_solved, false) as is_handled,
        coalesce(horizons.is_resolved_at_horizon, false) as is_resolved_at_horizon,
        coalesce(horizons.is_resolution_mature, false) as is_resolution_mature
    from {{ ref('int_tickets_scoped') }} as tickets
    left join {{ ref('int_ticket_first_responses') }} as first_responses
        on tickets.ticket_id = first_responses.ticket_id
    left join {{ ref('int_ticket_resolutions') }} as resolutions
        on tickets.ticket_id = resolutions.ticket_id
    left join {{ ref('int_ticket_teams') }} as teams
        on tickets.ticket_id = teams.ticket_id
    left join {{ ref('int_ticket_horizons') }} as horizons
        on tickets.ticket_id = horizons.ticket_id
    left join {{ ref('int_ticket_durations') }} as durations
        on tickets.ticket_id = durations.ticket_id
    left join {{ ref('int_ticket_work_logs') }} as work_logs
        on tickets.ticket_id = work_logs.ticket_id
    left join {{ ref('int_ticket_assignees_at_solve') }} as assignees_at_solve
        on tickets.ticket_id = assignees_at_solve.ticket_id
)

select * from final
