{% macro kpi_waiting_first_reply(component) -%}
    {{ stock(component, value='waiting_tickets') }}
{%- endmacro %}
