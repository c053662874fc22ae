{% macro kpi_next_reply_time(component) -%}
    {{ mean(component, value='reply_seconds', where='reply_number > 1') }}
{%- endmacro %}
