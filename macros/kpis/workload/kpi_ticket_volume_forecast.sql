{% macro kpi_ticket_volume_forecast(component) -%}
    {{ stock(component, value='expected_tickets', statistic='count') }}
{%- endmacro %}
