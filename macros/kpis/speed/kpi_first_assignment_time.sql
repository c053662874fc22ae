{% macro kpi_first_assignment_time(component) -%}
    {{ mean(component, value='first_assignment_seconds') }}
{%- endmacro %}
