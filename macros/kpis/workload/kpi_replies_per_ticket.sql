{% macro kpi_replies_per_ticket(component) -%}
    {{ mean(component, value='customer_turn_count', where='is_handled_inbound') }}
{%- endmacro %}
