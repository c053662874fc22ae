{% macro kpi_automation_resolution_rate(component) -%}
    {{ ratio(
        component, hit='is_automated', of='is_closed_request and is_bot_involved', mature='is_automation_mature'
    ) }}
{%- endmacro %}
