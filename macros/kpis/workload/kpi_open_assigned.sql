{% macro kpi_open_assigned(component) -%}
    {{ per(component, amount='open_tickets', base='holding_agents') }}
{%- endmacro %}
