{% macro kpi_unresolved_disconnect_rate(component) -%}
    {{ ratio(component, hit='is_unresolved_disconnect', of='has_known_ending') }}
{%- endmacro %}
