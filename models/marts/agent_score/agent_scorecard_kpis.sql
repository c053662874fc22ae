{%- set units = {
    'fcr_rate': 'points',
    'csat': 'points',
    'reopen_rate': 'points',
    'first_response_time': 'percent',
    'resolution_time': 'percent',
    'agent_replies_per_ticket': 'replies',
} -%}
{%- set seconds = 'exp(components.expected_mean)' -%}

with components as (
    select
        *,
        case kpi_id
            {%- for kpi_id, unit in units.items() %}
            when '{{ kpi_id }}' then '{{ unit }}'
            {%- endfor %}
        end as unit
    from {{ ref('int_agent_score_components') }}
),

-- Only agents of the scorecard: those with a solved ticket in the month.
scores as (
    select * from {{ ref('int_agent_scores') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

final as (
    select
        components.agent_id,
        scores.team_id,
        components.month_start_date,
        components.kpi_id,
        components.cases,
        {%- for measure in ['observed', 'expected'] %}
        {%- set mean = 'components.' ~ measure ~ '_mean' %}
        {#- A mean of logarithms is read as a geometric mean, in seconds again. #}
        case
            when components.unit = 'percent' then {{ published_number('exp(' ~ mean ~ ')') }}
            else {{ mean }}
        end as {{ measure }},
        {%- endfor %}
        components.agent_effect,
        components.agents as agents_compared,
        components.prior_cases,
        components.reliability,
        components.unit,
        {%- for name in ['deviation', 'effect', 'effect_low', 'effect_high'] %}
        {%- set measure = 'components.' ~ name %}
        case components.unit
            when 'points' then {{ published_number('100 * ' ~ measure) }}
            when 'percent' then {{ published_number('100 * (exp(' ~ measure ~ ') - 1)') }}
            else {{ measure }}
        end as {{ name }},
        {%- endfor %}
        case
            when components.unit = 'percent'
                then {{ published_number('(exp(components.effect) - 1) * ' ~ seconds ~ ' / 60') }}
        end as effect_minutes,
        components.outcome,
        as_of.as_of
    from components
    cross join as_of
    inner join scores
        on
            components.agent_id = scores.agent_id
            and components.month_start_date = scores.month_start_date
)

select * from final
