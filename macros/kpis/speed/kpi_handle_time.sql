{% macro kpi_handle_time(component) -%}
    {{ mean(component, value='handle_seconds') }}
{%- endmacro %}
