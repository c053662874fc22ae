{#- KPIs of loyalty: what each one divides by what. Its meaning is in loyalty.md. -#}

{% macro kpi_customer_retention_rate() %}{{ return(ratio(hit='is_active_at_end', of='is_active_at_start')) }}{% endmacro %}
{% macro kpi_customer_churn_rate() %}{{ return(ratio(hit='not is_active_at_end', of='is_active_at_start')) }}{% endmacro %}
{% macro kpi_customer_retention_rate_naive() %}{{ return(per(amount='ended', base='started')) }}{% endmacro %}
{% macro kpi_post_service_repurchase_rate() %}
    {{ return(ratio(hit='is_repurchased', of="start_kind = 'service'", mature='is_repurchase_mature')) }}
{% endmacro %}
{% macro kpi_repurchase_rate_without_contact() %}
    {{ return(ratio(hit='is_repurchased', of="start_kind = 'order_without_contact'", mature='is_repurchase_mature')) }}
{% endmacro %}
