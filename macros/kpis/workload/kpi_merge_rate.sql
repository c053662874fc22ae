{% macro kpi_merge_rate(component) -%}
    {{ ratio(component, hit='is_merged_away', of='is_received') }}
{%- endmacro %}
