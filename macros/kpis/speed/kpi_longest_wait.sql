{% macro kpi_longest_wait(component) -%}
    {{ longest(component, value='queue_wait_seconds', where='is_answered_from_queue or is_abandoned') }}
{%- endmacro %}
