{% macro kpi_link_rate(component) -%}
    {{ ratio(component, hit='has_linked_article', of='is_handled') }}
{%- endmacro %}
