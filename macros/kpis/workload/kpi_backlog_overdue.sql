{% macro kpi_backlog_overdue(component) -%}
    {{ stock(component, value='overdue_tickets') }}
{%- endmacro %}
