{% macro kpi_automation_touch_rate(component) -%}
    {{ ratio(component, hit='is_touched_by_automation', of='is_closed_request', mature='is_automation_mature') }}
{%- endmacro %}
