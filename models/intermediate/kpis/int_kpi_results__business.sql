{%- set pieces = [
    'agent_days',
    'agent_months',
    'agent_time',
    'forecast',
    'support_costs',
    'cost_shares',
    'products_shipped',
    'product_movements',
] -%}

with final as (
    {%- for piece in pieces %}
    {{ 'union all' if not loop.first }}
    select * from {{ ref('int_kpi_components__' ~ piece) }}
    {%- endfor %}
)

select * from final
