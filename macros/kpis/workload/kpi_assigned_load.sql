{% macro kpi_assigned_load(component) -%}
    {{ per(component, amount='assigned_tickets', base='worked_days') }}
{%- endmacro %}
