{% macro kpi_unresolved_rate(component) -%}
    {{ ratio(
        component, hit='is_unresolved_at_horizon', of='is_counted_in_volume', mature='is_horizon_reached'
    ) }}
{%- endmacro %}
