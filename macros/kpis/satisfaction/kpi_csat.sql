{% macro kpi_csat(component) -%}
    {{ ratio(component, hit='is_satisfied', of='is_csat_response') }}
{%- endmacro %}
