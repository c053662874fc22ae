{% macro kpi_resolution_time(component) -%}
    {{ mean(component, value='resolution_seconds') }}
{%- endmacro %}
