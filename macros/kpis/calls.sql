{#- KPIs of calls: what each one divides by what. Its meaning is in calls.md. -#}

{% macro kpi_handle_time() %}{{ return(duration(value='handle_seconds')) }}{% endmacro %}
{% macro kpi_queue_wait_time() %}{{ return(duration(value='queue_wait_seconds', where='is_answered_from_queue')) }}{% endmacro %}
{% macro kpi_queue_wait_time_all() %}
    {{ return(duration(value='queue_wait_seconds', where='is_answered_from_queue or is_abandoned')) }}
{% endmacro %}
{% macro kpi_queue_wait_time_customer_view() %}{{ return(duration(value='customer_wait_seconds')) }}{% endmacro %}
{% macro kpi_time_to_abandon() %}{{ return(duration(value='queue_wait_seconds', where='is_abandoned')) }}{% endmacro %}
{% macro kpi_hold_coverage() %}
    {{ return(ratio(hit='has_hold_seconds', of='handle_seconds is not null', needs=['calls.hold_seconds'])) }}
{% endmacro %}
{% macro kpi_wrap_coverage() %}
    {{ return(ratio(hit='has_wrap_seconds', of='handle_seconds is not null', needs=['calls.wrap_seconds'])) }}
{% endmacro %}
{% macro kpi_abandonment_rate() %}{{ return(ratio(hit='is_abandoned', of='is_offered')) }}{% endmacro %}
{% macro kpi_unresolved_disconnect_rate() %}
    {{ return(ratio(hit='is_unresolved_disconnect', of='has_known_ending', needs=['calls.disconnected_by'])) }}
{% endmacro %}
{% macro kpi_conversation_duration() %}{{ return(duration(value='conversation_seconds')) }}{% endmacro %}
{% macro kpi_hold_time() %}{{ return(mean(value='call_hold_seconds', needs=['calls.hold_seconds'])) }}{% endmacro %}
{% macro kpi_hold_time_of_held_calls() %}
    {{ return(mean(value='call_hold_seconds', where='call_hold_seconds > 0', needs=['calls.hold_seconds'])) }}
{% endmacro %}
{% macro kpi_after_call_work_time() %}{{ return(mean(value='call_wrap_seconds', needs=['calls.wrap_seconds'])) }}{% endmacro %}
{% macro kpi_service_level() %}{{ return(ratio(hit='is_within_service_level', of='is_in_service_level')) }}{% endmacro %}
{% macro kpi_service_level_30s() %}{{ return(ratio(hit='is_within_service_level_30s', of='is_in_service_level_30s')) }}{% endmacro %}
{% macro kpi_callback_rate() %}
    {{ return(ratio(hit='is_callback_accepted', of='is_offered', needs=['calls.callback_accepted_at'])) }}
{% endmacro %}
{% macro kpi_callback_success_rate() %}
    {{ return(ratio(hit='is_callback_reached', of='is_offered and is_callback_accepted and are_callbacks_followed', mature='is_callback_mature', needs=['calls.callback_completed_at'])) }}
{% endmacro %}
{% macro kpi_voicemail_rate() %}{{ return(ratio(hit='is_voicemail', of='is_offered')) }}{% endmacro %}
{% macro kpi_flow_out_rate() %}{{ return(ratio(hit='is_flowed_out', of='is_offered or is_flowed_out')) }}{% endmacro %}
{% macro kpi_ivr_containment_rate() %}
    {{ return(ratio(hit='is_ivr_contained', of='is_ivr_entry', needs=['calls.ivr_seconds'])) }}
{% endmacro %}
{% macro kpi_agent_non_response_rate() %}
    {{ return(ratio(hit='is_ring_unanswered', of='has_rung_agent', needs=['missed_calls.agent_id'])) }}
{% endmacro %}
{% macro kpi_call_transfer_rate() %}
    {{ return(ratio(hit='is_transferred', of='is_transferred is not null', needs=['calls.transferred_to|calls.parent_call_id'])) }}
{% endmacro %}
{% macro kpi_short_abandon_rate() %}
    {{ return(ratio(hit='is_short_abandon', of='is_offered or is_short_abandon', needs=['calls.ended_at'])) }}
{% endmacro %}
{% macro kpi_wait_coverage() %}{{ return(ratio(hit='has_known_wait', of='is_offered', needs=['calls.queued_at'])) }}{% endmacro %}
{% macro kpi_longest_wait() %}
    {{ return(longest(value='queue_wait_seconds', where='is_answered_from_queue or is_abandoned')) }}
{% endmacro %}
