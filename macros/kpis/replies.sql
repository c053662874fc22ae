{#- KPIs of replies: what each one divides by what. Its meaning is in replies.md. -#}

{% macro kpi_reply_time() %}{{ return(duration(value='reply_seconds', cluster='ticket_id', needs=['messages.agent'])) }}{% endmacro %}
{% macro kpi_reply_time_business() %}{{ return(duration(value='reply_business_seconds', cluster='ticket_id', needs=['messages.agent'])) }}{% endmacro %}
{% macro kpi_next_reply_time() %}
    {{ return(
        duration(value='reply_seconds', where='reply_number > 1', cluster='ticket_id', needs=['messages.agent'])
    ) }}
{% endmacro %}
