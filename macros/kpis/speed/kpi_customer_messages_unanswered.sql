{% macro kpi_customer_messages_unanswered(component) -%}
    {{ count_of(component, where='unanswered_waits > 0') }}
{%- endmacro %}
