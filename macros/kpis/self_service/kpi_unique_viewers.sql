{% macro kpi_unique_viewers(component) -%}
    {{ distinct_count(component, key='viewing_visitor_id') }}
{%- endmacro %}
