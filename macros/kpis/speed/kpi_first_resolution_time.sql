{% macro kpi_first_resolution_time(component) -%}
    {{ mean(component, value='first_resolution_seconds') }}
{%- endmacro %}
