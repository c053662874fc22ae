{% macro kpi_first_response_within_target_rate(component) -%}
    {{ ratio(component, hit='is_first_response_within_target', of='has_first_response') }}
{%- endmacro %}
