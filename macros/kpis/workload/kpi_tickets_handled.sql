{% macro kpi_tickets_handled(component) -%}
    {{ count_of(component, where='is_handled') }}
{%- endmacro %}
