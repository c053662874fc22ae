{% macro kpi_deflection_rate_72h(component) -%}
    {{ ratio(component, hit='is_deflected_72h', of='is_deflection_eligible', mature='is_deflection_72h_mature') }}
{%- endmacro %}
