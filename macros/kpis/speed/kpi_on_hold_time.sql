{% macro kpi_on_hold_time(component) -%}
    {{ mean(component, value='on_hold_seconds') }}
{%- endmacro %}
