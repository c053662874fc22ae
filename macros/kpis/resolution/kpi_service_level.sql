{% macro kpi_service_level(component) -%}
    {{ ratio(component, hit='is_within_service_level', of='is_in_service_level') }}
{%- endmacro %}
