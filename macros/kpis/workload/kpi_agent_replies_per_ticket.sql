{% macro kpi_agent_replies_per_ticket(component) -%}
    {{ mean(component, value='coalesce(agent_reply_count, 0)', where='is_handled_inbound') }}
{%- endmacro %}
