{% macro kpi_conversation_duration(component) -%}
    {{ mean(component, value='conversation_seconds') }}
{%- endmacro %}
