{% macro kpi_self_service_escalation_rate(component) -%}
    {{ ratio(component, hit='not is_deflected', of='is_deflection_eligible', mature='is_deflection_mature') }}
{%- endmacro %}
