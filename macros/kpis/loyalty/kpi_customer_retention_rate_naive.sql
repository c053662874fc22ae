{% macro kpi_customer_retention_rate_naive(component) -%}
    {{ per(component, amount='ended', base='started') }}
{%- endmacro %}
