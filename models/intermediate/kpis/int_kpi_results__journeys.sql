{%- set pieces = [
    'journeys_created',
    'journeys_first_assigned',
    'journeys_first_replied',
    'journeys_first_solved',
    'journeys_solved',
    'requests',
    'complaints_per_customer',
] -%}

with final as (
    {%- for piece in pieces %}
    {{ 'union all' if not loop.first }}
    select * from {{ ref('int_kpi_components__' ~ piece) }}
    {%- endfor %}
)

select * from final
