{% macro kpi_hold_time_of_held_calls(component) -%}
    {{ mean(component, value='call_hold_seconds', where='call_hold_seconds > 0') }}
{%- endmacro %}
