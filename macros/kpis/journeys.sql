{#- KPIs of journeys: what each one divides by what. Its meaning is in journeys.md. -#}

{% macro kpi_unresolved_rate() %}
    {{ return(ratio(hit='is_unresolved_at_horizon', of='is_counted_in_volume', mature='is_horizon_reached')) }}
{% endmacro %}
{% macro kpi_complaint_count() %}{{ return(count_of(where='is_complaint', needs=['tickets.ticket_type'])) }}{% endmacro %}
{% macro kpi_complaint_rate() %}
    {{ return(per(amount='case when is_complaint then 1 else 0 end', base='case when is_counted_in_volume then 1 else 0 end', factor=100, needs=['tickets.ticket_type'])) }}
{% endmacro %}
{% macro kpi_complaint_rate_per_1000_customers() %}
    {{ return(per(amount='complaints', base='active_customers', factor=1000, needs=['tickets.ticket_type'])) }}
{% endmacro %}
{% macro kpi_complaint_resolution_rate() %}
    {{ return(ratio(hit='is_resolved_for_good', of='is_complaint', mature='is_complaint_mature', needs=['tickets.ticket_type'])) }}
{% endmacro %}
{% macro kpi_replies_per_ticket() %}
    {{ return(mean(value='customer_turn_count', where='is_handled_inbound', needs=['messages.customer'])) }}
{% endmacro %}
{% macro kpi_agent_replies_per_ticket() %}
    {{ return(mean(value='coalesce(agent_reply_count, 0)', where='is_handled_inbound', needs=['messages.agent'])) }}
{% endmacro %}
{% macro kpi_automation_rate() %}
    {{ return(ratio(hit='is_automated', of='is_closed_request', mature='is_automation_mature', needs=['ticket_events.bot|agents.is_bot'])) }}
{% endmacro %}
{% macro kpi_automation_involvement_rate() %}
    {{ return(ratio(hit='is_bot_involved', of='is_closed_request', mature='is_automation_mature', needs=['ticket_events.bot|agents.is_bot'])) }}
{% endmacro %}
{% macro kpi_automation_resolution_rate() %}
    {{ return(ratio(hit='is_automated', of='is_closed_request and is_bot_involved', mature='is_automation_mature', needs=['ticket_events.bot|agents.is_bot'])) }}
{% endmacro %}
{% macro kpi_automation_touch_rate() %}
    {{ return(ratio(hit='is_touched_by_automation', of='is_closed_request', mature='is_automation_mature', needs=['ticket_events.automation|agents.is_bot'])) }}
{% endmacro %}
{% macro kpi_learning_rate() %}
    {{ return(ratio(hit='adds_knowledge', of='is_solved_by_person and is_novelty_known', needs=['tickets.topic_id|tickets.knowledge_added|kb_articles.source_ticket_id'])) }}
{% endmacro %}
{% macro kpi_knowledge_added_rate() %}
    {{ return(ratio(hit='is_knowledge_added', of='is_solved_by_person and has_knowledge_flag', needs=['tickets.knowledge_added'])) }}
{% endmacro %}
{% macro kpi_article_from_ticket_rate() %}
    {{ return(ratio(hit='has_article_from_ticket', of='is_solved_by_person', needs=['kb_articles.source_ticket_id'])) }}
{% endmacro %}
{% macro kpi_novel_topic_rate() %}
    {{ return(ratio(hit='is_novel_topic', of='is_solved_by_person and is_novelty_known', needs=['tickets.topic_id'])) }}
{% endmacro %}
{% macro kpi_link_rate() %}
    {{ return(ratio(hit='has_linked_article', of='is_handled', needs=['ticket_events.knowledge_link|kb_articles.source_ticket_id'])) }}
{% endmacro %}
{% macro kpi_requester_wait_time() %}
    {{ return(duration(value='requester_wait_seconds', needs=['ticket_events.status_change'])) }}
{% endmacro %}
{% macro kpi_agent_wait_time() %}{{ return(duration(value='agent_wait_seconds', needs=['ticket_events.status_change'])) }}{% endmacro %}
{% macro kpi_on_hold_time() %}{{ return(duration(value='on_hold_seconds', needs=['ticket_events.status_change'])) }}{% endmacro %}
{% macro kpi_first_assignment_time() %}
    {{ return(duration(value='first_assignment_seconds', needs=['ticket_events.assignment'])) }}
{% endmacro %}
{% macro kpi_one_touch_rate() %}
    {{ return(ratio(hit='is_one_touch', of='is_handled', needs=['messages.agent|tickets.first_responded_at'])) }}
{% endmacro %}
{% macro kpi_reopen_rate() %}
    {{ return(ratio(hit='is_reopened_in_window', of='is_first_solved and is_reopened_in_window is not null', mature='is_reopen_window_over', needs=['ticket_events.status_change|tickets.reopen_count'])) }}
{% endmacro %}
{% macro kpi_transfer_rate() %}{{ return(ratio(hit='is_transferred', of='is_handled', needs=['ticket_events.assignment'])) }}{% endmacro %}
{% macro kpi_escalation_rate() %}
    {{ return(ratio(hit='is_escalated', of='is_handled', needs=['agents.tier', 'ticket_events.assignment'])) }}
{% endmacro %}
{% macro kpi_first_response_within_target_rate() %}
    {{ return(ratio(hit='is_first_response_within_target', of='has_first_response', needs=['messages.agent|tickets.first_responded_at'])) }}
{% endmacro %}
{% macro kpi_topic_coverage() %}{{ return(ratio(hit='has_topic', of='is_counted_in_volume', needs=['tickets.topic_id'])) }}{% endmacro %}
{% macro kpi_spam_rate() %}{{ return(ratio(hit='is_spam', of='is_received', needs=['tickets.is_spam'])) }}{% endmacro %}
{% macro kpi_merge_rate() %}
    {{ return(ratio(hit='is_merged_away', of='is_received', needs=['tickets.merged_into_ticket_id|ticket_events.merge'])) }}
{% endmacro %}
{% macro kpi_bot_handover_rate() %}
    {{ return(ratio(hit='is_handed_over_by_bot', of='is_counted_in_volume and is_bot_involved', mature='is_bot_handover_mature', needs=['ticket_events.bot|agents.is_bot', 'messages.agent|ticket_events.bot_handoff'])) }}
{% endmacro %}
{% macro kpi_first_level_resolution_rate() %}
    {{ return(ratio(hit='is_first_level_resolved', of='is_first_solved and is_first_level', needs=['agents.tier', 'ticket_events.assignment'])) }}
{% endmacro %}
{% macro kpi_response_time_after_assignment() %}
    {{ return(duration(value='response_after_assignment_seconds', needs=['ticket_events.assignment', 'messages.agent|tickets.first_responded_at'])) }}
{% endmacro %}
