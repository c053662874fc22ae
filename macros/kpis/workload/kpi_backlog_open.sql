{% macro kpi_backlog_open(component) -%}
    {{ stock(component, value='open_tickets') }}
{%- endmacro %}
