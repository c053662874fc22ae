{% macro kpi_sla_coverage(component) -%}
    {{ ratio(component, hit='has_sla_target', of='is_counted_in_volume') }}
{%- endmacro %}
