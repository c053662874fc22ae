{% macro kpi_resolution_rate(component) -%}
    {{ ratio(component, hit='is_resolved_at_horizon', of='is_counted_in_volume', mature='is_resolution_mature') }}
{%- endmacro %}
