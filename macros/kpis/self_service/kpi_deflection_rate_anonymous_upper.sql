{% macro kpi_deflection_rate_anonymous_upper(component) -%}
    {{ ratio(component, hit='is_deflected', of='is_upper_bound_eligible', mature='is_deflection_mature') }}
{%- endmacro %}
