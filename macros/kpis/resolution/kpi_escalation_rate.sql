{% macro kpi_escalation_rate(component) -%}
    {{ ratio(component, hit='is_escalated', of='is_handled') }}
{%- endmacro %}
