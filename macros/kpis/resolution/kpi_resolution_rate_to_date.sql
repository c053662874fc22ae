{% macro kpi_resolution_rate_to_date(component) -%}
    {{ ratio(component, hit='is_solved', of='is_counted_in_volume') }}
{%- endmacro %}
