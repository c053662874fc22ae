{% macro kpi_resolution_time_business(component) -%}
    {{ mean(component, value='resolution_business_seconds') }}
{%- endmacro %}
