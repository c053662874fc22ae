{% macro kpi_reply_time(component) -%}
    {{ mean(component, value='reply_seconds') }}
{%- endmacro %}
