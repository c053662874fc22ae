{% macro kpi_ticket_volume_by_channel(component) -%}
    {{ stock_share(component, value='channel_tickets', of='all_tickets') }}
{%- endmacro %}
