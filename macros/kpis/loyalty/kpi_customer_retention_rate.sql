{% macro kpi_customer_retention_rate(component) -%}
    {{ ratio(component, hit='is_active_at_end', of='is_active_at_start') }}
{%- endmacro %}
