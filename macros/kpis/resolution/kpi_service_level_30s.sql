{% macro kpi_service_level_30s(component) -%}
    {{ ratio(component, hit='is_within_service_level_30s', of='is_in_service_level_30s') }}
{%- endmacro %}
