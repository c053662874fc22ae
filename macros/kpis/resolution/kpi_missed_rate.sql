{% macro kpi_missed_rate(component) -%}
    {{ ratio(component, hit='is_missed', of='is_request', mature='is_mature') }}
{%- endmacro %}
