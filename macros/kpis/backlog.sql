{#- KPIs of backlog: what each one divides by what. Its meaning is in backlog.md. -#}

{% macro kpi_backlog_open() %}{{ return(stock(value='open_tickets')) }}{% endmacro %}
{% macro kpi_backlog_overdue() %}{{ return(stock(value='overdue_tickets')) }}{% endmacro %}
{% macro kpi_backlog_overdue_share() %}{{ return(stock_share(value='overdue_tickets', of='open_tickets')) }}{% endmacro %}
{% macro kpi_open_assigned() %}{{ return(per(amount='open_tickets', base='holding_agents')) }}{% endmacro %}
{% macro kpi_waiting_first_reply() %}
    {{ return(stock(value='waiting_tickets', needs=['messages.agent|tickets.first_responded_at'])) }}
{% endmacro %}
{% macro kpi_backlog_age() %}{{ return(duration(value='age_seconds')) }}{% endmacro %}
{% macro kpi_oldest_open_ticket() %}{{ return(longest(value='age_seconds')) }}{% endmacro %}
{% macro kpi_backlog_days_of_work() %}{{ return(per(amount='open_at_end', base='solved_a_day')) }}{% endmacro %}
