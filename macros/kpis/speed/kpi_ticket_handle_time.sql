{% macro kpi_ticket_handle_time(component) -%}
    {{ mean(component, value='work_seconds') }}
{%- endmacro %}
