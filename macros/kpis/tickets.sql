{#- KPIs of tickets: what each one divides by what. Its meaning is in tickets.md. -#}

{% macro kpi_first_response_time() %}
    {{ return(duration(value='first_response_seconds', needs=['messages.agent|tickets.first_responded_at'])) }}
{% endmacro %}
{% macro kpi_first_response_time_business() %}
    {{ return(duration(value='first_response_business_seconds', needs=['messages.agent|tickets.first_responded_at'])) }}
{% endmacro %}
{% macro kpi_first_response_time_team_view() %}
    {{ return(duration(value='first_response_team_view_seconds', needs=['messages.agent|tickets.first_responded_at'])) }}
{% endmacro %}
{% macro kpi_first_response_time_by_created() %}
    {{ return(duration(value='first_response_seconds', needs=['messages.agent|tickets.first_responded_at'])) }}
{% endmacro %}
{% macro kpi_first_touch_time() %}{{ return(mean(value='first_touch_seconds')) }}{% endmacro %}
{% macro kpi_customer_messages_unanswered() %}
    {{ return(count_of(where='unanswered_waits > 0', needs=['messages.customer'])) }}
{% endmacro %}
{% macro kpi_resolution_time() %}{{ return(duration(value='resolution_seconds')) }}{% endmacro %}
{% macro kpi_resolution_time_business() %}{{ return(duration(value='resolution_business_seconds')) }}{% endmacro %}
{% macro kpi_resolution_time_to_fulfilment() %}{{ return(mean(value='fulfilment_seconds', needs=['tickets.fulfilled_at'])) }}{% endmacro %}
{% macro kpi_resolution_time_by_created() %}{{ return(duration(value='resolution_seconds')) }}{% endmacro %}
{% macro kpi_first_resolution_time() %}{{ return(duration(value='first_resolution_seconds')) }}{% endmacro %}
{% macro kpi_ticket_handle_time() %}{{ return(mean(value='work_seconds', needs=['ticket_events.work_seconds'])) }}{% endmacro %}
{% macro kpi_ticket_volume() %}{{ return(count_of(where='is_counted_in_volume')) }}{% endmacro %}
{% macro kpi_ticket_volume_by_channel() %}{{ return(stock_share(value='channel_tickets', of='all_tickets')) }}{% endmacro %}
{% macro kpi_tickets_handled() %}{{ return(count_of(where='is_handled')) }}{% endmacro %}
{% macro kpi_close_events() %}{{ return(count_of(where='close_events > 0')) }}{% endmacro %}
{% macro kpi_resolution_rate() %}
    {{ return(ratio(hit='is_resolved_at_horizon', of='is_counted_in_volume', mature='is_resolution_mature')) }}
{% endmacro %}
{% macro kpi_resolution_rate_to_date() %}{{ return(ratio(hit='is_solved', of='is_counted_in_volume')) }}{% endmacro %}
{% macro kpi_sla_coverage() %}{{ return(ratio(hit='has_sla_target', of='is_counted_in_volume')) }}{% endmacro %}
{% macro kpi_clearance_ratio() %}{{ return(per(amount='solved_tickets', base='created_tickets')) }}{% endmacro %}
{% macro kpi_received_and_resolved_same_period() %}{{ return(count_in_period(where='is_handled and solved_date <= period_end')) }}{% endmacro %}
{% macro kpi_resolution_time_km_median() %}{{ return(km_median(time='resolution_wait_seconds', is_event='is_resolved')) }}{% endmacro %}
{% macro kpi_first_response_time_km_median() %}
    {{ return(km_median(time='response_wait_seconds', is_event='is_responded', needs=['messages.agent|tickets.first_responded_at'])) }}
{% endmacro %}
