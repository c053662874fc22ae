{% macro kpi_clearance_ratio(component) -%}
    {{ per(component, amount='solved_tickets', base='created_tickets') }}
{%- endmacro %}
