{% macro kpi_first_touch_time(component) -%}
    {{ mean(component, value='first_touch_seconds') }}
{%- endmacro %}
