{#- KPIs of forecast: what each one divides by what. Its meaning is in forecast.md. -#}

{% macro kpi_ticket_volume_forecast() %}{{ return(stock(value='expected_tickets', statistic='count')) }}{% endmacro %}
