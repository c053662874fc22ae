{{ config(materialized='ephemeral') }}
{%- set at_work = ['available', 'on_contact', 'training'] -%}
{%- set kinds = {
    'scheduled': ['scheduled'],
    'paid': ['paid'],
    'on_contact': ['on_contact'],
    'ready': ['available', 'on_contact'],
    'at_work': at_work,
    'present': at_work + ['break'],
    'scheduled_or_at_work': at_work + ['scheduled'],
    'scheduled_or_present': at_work + ['break', 'scheduled'],
    'any': [],
} -%}

with shifts as (
    select * from {{ ref('stg_workforce__agent_shifts') }}
),

agents as (
    select * from {{ ref('int_agents_current') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

worked as (
    select
        shifts.agent_id,
        shifts.shift_kind,
        shifts.started_at,
        least(shifts.ended_at, as_of.as_of) as ended_at
    from shifts
    cross join as_of
    left join agents
        on shifts.agent_id = agents.agent_id
    where
        shifts.started_at < least(shifts.ended_at, as_of.as_of)
        and not coalesce(agents.is_bot, false)
        and not coalesce(agents.is_test, false)
),

-- A row counts for every span that its kind is part of; `any` is presence of whatever kind.
by_span_kind as (
    {%- for span_kind, shift_kinds in kinds.items() %}
    {{ 'union all' if not loop.first }}
    select
        agent_id,
        '{{ span_kind }}' as span_kind,
        started_at,
        ended_at
    from worked
    {%- if shift_kinds %}
    where shift_kind in ({{ "'" ~ shift_kinds | join("', '") ~ "'" }})
    {%- endif %}
    {%- endfor %}
),

followed as (
    select
        *,
        max(ended_at) over (
            partition by agent_id, span_kind order by started_at, ended_at
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_at
    from by_span_kind
),

numbered as (
    select
        *,
        sum(case when started_at <= earlier_ended_at then 0 else 1 end) over (
            partition by agent_id, span_kind order by started_at, ended_at
            rows between unbounded preceding and current row
        ) as span_number
    from followed
),

final as (
    select
        agent_id,
        span_kind,
        cast(span_number as integer) as span_number,
        min(started_at) as started_at,
        max(ended_at) as ended_at
    from numbered
    group by agent_id, span_kind, span_number
)

select * from final
