{% macro kpi_first_response_time_business(component) -%}
    {{ mean(component, value='first_response_business_seconds') }}
{%- endmacro %}
