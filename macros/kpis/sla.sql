{#- KPIs of sla: what each one divides by what. Its meaning is in sla.md. -#}

{% macro kpi_sla_compliance_rate() %}{{ return(ratio(hit='is_met', of='is_known', cluster='ticket_id')) }}{% endmacro %}
{% macro kpi_sla_compliance_rate_of_tickets() %}{{ return(ratio(hit='is_every_target_met', of='has_known_target')) }}{% endmacro %}
