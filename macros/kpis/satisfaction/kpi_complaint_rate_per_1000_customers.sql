{% macro kpi_complaint_rate_per_1000_customers(component) -%}
    {{ per(component, amount='complaints', base='active_customers', factor=1000) }}
{%- endmacro %}
