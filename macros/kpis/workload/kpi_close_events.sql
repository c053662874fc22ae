{% macro kpi_close_events(component) -%}
    {{ count_of(component, where='close_events > 0') }}
{%- endmacro %}
