{% macro kpi_agent_load(component) -%}
    {{ per(component, amount='handled_contacts', base='worked_days') }}
{%- endmacro %}
