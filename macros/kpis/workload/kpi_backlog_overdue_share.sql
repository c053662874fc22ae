{% macro kpi_backlog_overdue_share(component) -%}
    {{ stock_share(component, value='overdue_tickets', of='open_tickets') }}
{%- endmacro %}
