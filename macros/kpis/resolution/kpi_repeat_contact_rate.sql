{% macro kpi_repeat_contact_rate(component) -%}
    {{ distinct_ratio(component, hit_key='repeating_customer_id', of_key='customer_id') }}
{%- endmacro %}
