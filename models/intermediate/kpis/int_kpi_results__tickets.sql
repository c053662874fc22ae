{%- set pieces = [
    'tickets_created',
    'tickets_same_period',
    'tickets_first_touched',
    'tickets_first_replied',
    'tickets_first_solved',
    'tickets_solved',
    'tickets_fulfilled',
    'ticket_flows',
    'ticket_sla_verdicts',
    'sla_targets',
    'replies',
    'waiting',
    'backlog',
    'assigned_backlog',
    'channel_shares',
] -%}

with final as (
    {%- for piece in pieces %}
    {{ 'union all' if not loop.first }}
    select * from {{ ref('int_kpi_components__' ~ piece) }}
    {%- endfor %}
)

select * from final
