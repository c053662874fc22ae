{% macro kpi_reply_time_business(component) -%}
    {{ mean(component, value='reply_business_seconds') }}
{%- endmacro %}
