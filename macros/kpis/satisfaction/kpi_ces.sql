{% macro kpi_ces(component) -%}
    {{ ratio(component, hit='is_easy', of='is_ces_response') }}
{%- endmacro %}
