{% macro kpi_never_answered_rate(component) -%}
    {{ ratio(component, hit='is_never_answered', of='is_request', mature='is_mature') }}
{%- endmacro %}
