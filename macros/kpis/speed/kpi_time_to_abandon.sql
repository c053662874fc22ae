{% macro kpi_time_to_abandon(component) -%}
    {{ mean(component, value='queue_wait_seconds', where='is_abandoned') }}
{%- endmacro %}
