{% macro kpi_support_cost_share_of_revenue(component) -%}
    {{ per(component, amount='cost_amount', base='revenue_amount') }}
{%- endmacro %}
