{% macro kpi_wrap_coverage(component) -%}
    {{ ratio(component, hit='has_wrap_seconds', of='handle_seconds is not null') }}
{%- endmacro %}
