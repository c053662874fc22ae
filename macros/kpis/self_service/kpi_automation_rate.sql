{% macro kpi_automation_rate(component) -%}
    {{ ratio(component, hit='is_automated', of='is_closed_request', mature='is_automation_mature') }}
{%- endmacro %}
