{% macro kpi_deflection_rate_48h(component) -%}
    {{ ratio(component, hit='is_deflected_48h', of='is_deflection_eligible', mature='is_deflection_48h_mature') }}
{%- endmacro %}
