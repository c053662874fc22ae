{% macro kpi_hold_coverage(component) -%}
    {{ ratio(component, hit='has_hold_seconds', of='handle_seconds is not null') }}
{%- endmacro %}
