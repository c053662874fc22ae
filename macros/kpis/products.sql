{#- KPIs of products: what each one divides by what. Its meaning is in products.md. -#}

{% macro kpi_defective_return_rate() %}
    {{ return(share_of_sum(amount='defective_units', of_amount='shipped_units', mature='is_return_mature', needs=['orders.shipped_at'])) }}
{% endmacro %}
{% macro kpi_defective_returns_of_period() %}
    {{ return(per(amount='defective_units', base='shipped_units', needs=['orders.shipped_at'])) }}
{% endmacro %}
{% macro kpi_defect_share_needing_return() %}
    {{ return(share_of_sum(amount='given_back_units', of_amount='decided_units', needs=['product_returns.reason'])) }}
{% endmacro %}
