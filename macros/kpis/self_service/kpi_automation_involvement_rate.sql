{% macro kpi_automation_involvement_rate(component) -%}
    {{ ratio(component, hit='is_bot_involved', of='is_closed_request', mature='is_automation_mature') }}
{%- endmacro %}
