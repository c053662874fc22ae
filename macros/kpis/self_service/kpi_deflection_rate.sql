{% macro kpi_deflection_rate(component) -%}
    {{ ratio(component, hit='is_deflected', of='is_deflection_eligible', mature='is_deflection_mature') }}
{%- endmacro %}
