{%- set pieces = [
    'calls_ended',
    'calls_handled',
    'calls_queued',
    'journeys_first_assigned',
    'journeys_solved',
    'replies',
    'ticket_cohorts',
    'tickets_created',
    'tickets_first_replied',
    'tickets_first_solved',
    'tickets_solved',
] -%}

with final as (
    {%- for piece in pieces %}
    {{ 'union all' if not loop.first }}
    select * from {{ ref('int_kpi_quantiles__' ~ piece) }}
    {%- endfor %}
)

select * from final
