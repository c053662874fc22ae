{% macro kpi_requester_wait_time(component) -%}
    {{ mean(component, value='requester_wait_seconds') }}
{%- endmacro %}
