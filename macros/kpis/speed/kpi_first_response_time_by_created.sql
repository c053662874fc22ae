{% macro kpi_first_response_time_by_created(component) -%}
    {{ mean(component, value='first_response_seconds') }}
{%- endmacro %}
