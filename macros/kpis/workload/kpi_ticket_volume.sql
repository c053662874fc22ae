{% macro kpi_ticket_volume(component) -%}
    {{ count_of(component, where='is_counted_in_volume') }}
{%- endmacro %}
