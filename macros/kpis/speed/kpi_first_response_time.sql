{% macro kpi_first_response_time(component) -%}
    {{ mean(component, value='first_response_seconds') }}
{%- endmacro %}
