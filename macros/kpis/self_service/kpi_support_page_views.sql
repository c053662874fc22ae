{% macro kpi_support_page_views(component) -%}
    {{ count_of(component, where='is_counted_view') }}
{%- endmacro %}
