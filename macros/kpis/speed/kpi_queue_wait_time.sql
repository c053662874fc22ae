{% macro kpi_queue_wait_time(component) -%}
    {{ mean(component, value='queue_wait_seconds', where='is_answered_from_queue') }}
{%- endmacro %}
