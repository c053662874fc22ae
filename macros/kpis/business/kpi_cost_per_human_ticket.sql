{% macro kpi_cost_per_human_ticket(component) -%}
    {{ per(component, amount='cost_amount', base='human_requests') }}
{%- endmacro %}
