{% macro kpi_resolution_time_by_created(component) -%}
    {{ mean(component, value='resolution_seconds') }}
{%- endmacro %}
