{% macro kpi_hold_time(component) -%}
    {{ mean(component, value='call_hold_seconds') }}
{%- endmacro %}
