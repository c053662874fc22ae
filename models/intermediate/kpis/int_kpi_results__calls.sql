{%- set pieces = [
    'calls_queued',
    'calls_handled',
    'calls_ended',
    'call_legs_handled',
    'call_legs_ended',
    'longest_wait',
    'contacts',
    'contact_rate',
    'customers_contacting',
] -%}

with final as (
    {%- for piece in pieces %}
    {{ 'union all' if not loop.first }}
    select * from {{ ref('int_kpi_components__' ~ piece) }}
    {%- endfor %}
)

select * from final
