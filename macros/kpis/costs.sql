{#- KPIs of costs: what each one divides by what. Its meaning is in costs.md. -#}

{% macro kpi_cost_per_ticket() %}{{ return(per(amount='cost_amount', base='requests')) }}{% endmacro %}
{% macro kpi_cost_per_human_ticket() %}{{ return(per(amount='cost_amount', base='human_requests')) }}{% endmacro %}
{% macro kpi_cost_per_resolution() %}{{ return(per(amount='cost_amount', base='resolutions')) }}{% endmacro %}
{% macro kpi_repeat_contact_cost() %}
    {{ return(part_of_cost(cost='cost_amount', part='repeat_contacts', whole='contacts', needs=['tickets.customer_id|calls.customer_id'])) }}
{% endmacro %}
{% macro kpi_support_cost_share_of_revenue() %}
    {{ return(per(amount='cost_amount', base='revenue_amount', needs=['orders.amount'])) }}
{% endmacro %}
