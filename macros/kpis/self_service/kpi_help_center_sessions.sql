{% macro kpi_help_center_sessions(component) -%}
    {{ count_of(component, where='has_self_service') }}
{%- endmacro %}
