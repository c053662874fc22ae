{% macro kpi_topic_coverage(component) -%}
    {{ ratio(component, hit='has_topic', of='is_counted_in_volume') }}
{%- endmacro %}
