{#- KPIs of requests: what each one divides by what. Its meaning is in requests.md. -#}

{% macro kpi_missed_rate() %}{{ return(ratio(hit='is_missed', of='is_request', mature='is_mature', needs=['messages.agent|tickets.first_responded_at|tickets.none'])) }}{% endmacro %}
{% macro kpi_never_answered_rate() %}{{ return(ratio(hit='is_never_answered', of='is_request', mature='is_mature', needs=['messages.agent|tickets.first_responded_at|tickets.none'])) }}{% endmacro %}
