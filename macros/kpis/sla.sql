{#- KPIs of sla: what each one divides by what. Its meaning is in sla.md. -#}

{% macro kpi_sla_compliance_rate() %}{{ return(ratio(hit='is_met', of='is_known', cluster='ticket_id')) }}{% endmacro %}
{% macro kpi_sla_compliance_rate_of_tickets() %}{{ return(ratio(hit='is_every_target_met', of='has_known_target')) }}{% endmacro %}
{% macro kpi_sla_first_reply_rate() %}
    {{ return(ratio(hit='is_met', of="is_known and metric = 'first_reply'", needs=['messages.agent|tickets.first_responded_at'])) }}
{% endmacro %}
{% macro kpi_sla_next_reply_rate() %}
    {{ return(ratio(hit='is_met', of="is_known and metric = 'next_reply'", cluster='ticket_id', needs=['messages.agent'])) }}
{% endmacro %}
{% macro kpi_sla_resolution_rate() %}{{ return(ratio(hit='is_met', of="is_known and metric = 'resolution'")) }}{% endmacro %}
{% macro kpi_sla_requester_wait_rate() %}
    {{ return(ratio(hit='is_met', of="is_known and metric = 'requester_wait'", needs=['ticket_events.status_change'])) }}
{% endmacro %}
{% macro kpi_sla_agent_work_rate() %}
    {{ return(ratio(hit='is_met', of="is_known and metric = 'agent_work'", needs=['ticket_events.status_change'])) }}
{% endmacro %}
{% macro kpi_sla_pausable_update_rate() %}
    {{ return(ratio(hit='is_met', of="is_known and metric = 'pausable_update'", cluster='ticket_id', needs=['messages.agent', 'ticket_events.status_change'])) }}
{% endmacro %}
{% macro kpi_sla_periodic_update_rate() %}
    {{ return(ratio(hit='is_met', of="is_known and metric = 'periodic_update'", cluster='ticket_id', needs=['messages.agent'])) }}
{% endmacro %}
