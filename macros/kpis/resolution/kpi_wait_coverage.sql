{% macro kpi_wait_coverage(component) -%}
    {{ ratio(component, hit='has_known_wait', of='is_offered') }}
{%- endmacro %}
