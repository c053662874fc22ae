{% macro kpi_complaint_count(component) -%}
    {{ count_of(component, where='is_complaint') }}
{%- endmacro %}
