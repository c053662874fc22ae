{% macro kpi_customer_churn_rate(component) -%}
    {{ ratio(component, hit='not is_active_at_end', of='is_active_at_start') }}
{%- endmacro %}
