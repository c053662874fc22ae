{{ config(materialized='ephemeral') }}
{%- set subjects = ['customer_id', 'ticket_id', 'topic_id'] -%}
-- Who calls about what: a call of several rows has it on the first one that says it.
with legs as (
    select
        call_roots.root_call_id,
        {%- for subject in subjects %}
        calls.{{ subject }},
        row_number() over (
            partition by call_roots.root_call_id
            order by
                case when calls.{{ subject }} is null then 1 else 0 end,
                calls.started_at,
                calls.call_id
        ) as {{ subject }}_rank{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('stg_telephony__calls') }} as calls
    inner join {{ ref('int_call_roots') }} as call_roots
        on calls.call_id = call_roots.call_id
    where call_roots.leg_count > 1
),

final as (
    select
        root_call_id,
        {%- for subject in subjects %}
        max(case when {{ subject }}_rank = 1 then {{ subject }} end) as {{ subject }}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from legs
    group by root_call_id
)

select * from final
