{% macro kpi_complaint_resolution_rate(component) -%}
    {{ ratio(component, hit='is_resolved_for_good', of='is_complaint', mature='is_complaint_mature') }}
{%- endmacro %}
