{% macro kpi_agent_wait_time(component) -%}
    {{ mean(component, value='agent_wait_seconds') }}
{%- endmacro %}
