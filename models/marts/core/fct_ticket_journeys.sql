{%- set return_seconds = variable_seconds('automation_return_hours') -%}
{%- set shown = {
    'measures': [
        'time_to_first_solve_seconds', 'time_to_first_solve_business_seconds',
        'time_to_solve_seconds', 'time_to_solve_business_seconds',
        'first_assignment_to_solve_seconds', 'last_assignment_to_solve_seconds',
        'unassigned_seconds', 'handoff_count', 'assignee_station_count', 'assignee_count',
        'team_station_count', 'message_count', 'public_message_count', 'internal_message_count',
        'customer_message_count', 'agent_message_count', 'unknown_author_message_count',
    ],
    'promises': [
        'is_complaint', 'is_unresolved_at_horizon', 'is_horizon_reached', 'is_resolved_for_good',
        'is_complaint_mature', 'is_first_response_within_target', 'is_one_touch',
        'is_reopened_in_window', 'is_reopen_window_over',
    ],
    'automation': [
        'is_bot_involved', 'is_touched_by_automation', 'is_handed_over_by_bot',
        'is_solved_without_people',
    ],
    'ratings': ['first_rating', 'last_rating'],
} -%}
{%- set plain_columns = [
    'ticket_id', 'customer_id', 'product_id', 'topic_id', 'team_id', 'created_team_id',
    'first_touch_team_id', 'first_reply_team_id', 'first_solved_team_id', 'solved_team_id',
    'assignee_id', 'first_reply_agent_id', 'solved_by_agent_id', 'channel', 'priority',
    'ticket_type', 'customer_segment', 'language', 'country', 'extra_slice_1', 'extra_slice_2',
    'extra_slice_3', 'handled_by', 'created_at', 'created_date', 'first_reply_date',
    'first_solved_date', 'solved_at', 'solved_date', 'agent_reply_count', 'is_spam',
    'is_merged_away', 'is_counted_in_volume', 'is_handled',
] -%}
{%- set joined = 'turns assignments status_times measures ratings returns articles learning' -%}
{%- set learned = [
    'has_knowledge_flag', 'is_knowledge_added', 'has_article_from_ticket', 'is_novel_topic',
    'is_novelty_known', 'adds_knowledge',
] -%}
with final as (
    select
        {%- for column in plain_columns %}
        tickets.{{ column }},
        {%- endfor %}
        stations.first_assigned_agent_id,
        {{ team_at() }} as first_assigned_team_id,
        {{ report_date('stations.first_assigned_at') }} as first_assigned_date,
        turns.customer_turn_count,
        stations.transfer_count,
        case
            when tickets.is_in_scope and tickets.is_inbound then stations.first_assignment_seconds
        end as first_assignment_seconds,
        assignments.response_after_assignment_seconds,
        {%- for wait in ['requester_wait', 'agent_wait', 'on_hold', 'agent_work'] %}
        {%- for column in [wait ~ '_seconds', wait ~ '_business_seconds'] %}
        case when measures.is_waited_for then status_times.{{ column }} end as {{ column }},
        {%- endfor %}
        {%- endfor %}
        coalesce(measures.is_still_running, false) as is_still_running,
        {%- for relation, columns in shown.items() %}
        {%- for column in columns %}
        {{ relation }}.{{ column }},
        {%- endfor %}
        {%- endfor %}
        not tickets.is_test_data and not tickets.is_deleted as is_received,
        tickets.topic_id is not null as has_topic,
        tickets.is_handled and tickets.is_inbound as is_handled_inbound,
        tickets.first_response_seconds is not null as has_first_response,
        {%- for touches, condition in [('two', '= 2'), ('multi', '> 2')] %}
        tickets.is_handled and tickets.agent_reply_count {{ condition }} as is_{{ touches }}_touch,
        {%- endfor %}
        tickets.is_in_scope and tickets.first_solved_at is not null as is_first_solved,
        stations.transfer_count > 0 as is_transferred,
        stations.is_escalated,
        coalesce(assignments.is_first_level, false) as is_first_level,
        coalesce(assignments.is_solved_at_first_level, false) and not stations.is_escalated
            as is_first_level_resolved,
        tickets.is_counted_in_volume and tickets.is_handled as is_closed_request,
        coalesce({{ add_seconds('tickets.created_at', return_seconds) }} <= as_of.as_of, false)
            as is_bot_handover_mature,
        automation.is_solved_without_people and returns.ticket_id is null as is_automated,
        coalesce({{ add_seconds('tickets.solved_at', return_seconds) }} <= as_of.as_of, false)
            as is_automation_mature,
        articles.ticket_id is not null as has_linked_article,
        learning.ticket_id is not null as is_solved_by_person,
        {%- for flag in learned %}
        coalesce(learning.{{ flag }}, false) as {{ flag }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('int_tickets') }} as tickets
    cross join {{ ref('int_as_of') }} as as_of
    inner join {{ ref('int_ticket_stations') }} as stations
        on tickets.ticket_id = stations.ticket_id
    inner join {{ ref('int_ticket_promises') }} as promises
        on tickets.ticket_id = promises.ticket_id
    inner join {{ ref('int_ticket_automation') }} as automation
        on tickets.ticket_id = automation.ticket_id
    {%- for name in joined.split() %}
    left join {{ ref('int_ticket_' ~ name) }} as {{ name }}
        on tickets.ticket_id = {{ name }}.ticket_id
    {%- endfor %}
    {{ team_at_join('tickets.ticket_id', 'stations.first_assigned_at') }}
)

select * from final
