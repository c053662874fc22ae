{% macro kpi_cost_per_ticket(component) -%}
    {{ per(component, amount='cost_amount', base='requests') }}
{%- endmacro %}
