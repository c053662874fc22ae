{%- set parts = {
    'fcr': 'fcr_rate',
    'csat': 'csat',
    'first_response': 'first_response_time',
    'resolution': 'resolution_time',
    'reopen': 'reopen_rate',
    'replies': 'agent_replies_per_ticket',
} -%}
{%- set durations = ['first_response', 'resolution'] -%}
{%- set margin = var('agent_score_z') ~ ' * scores.score_error' -%}

with scores as (
    select * from {{ ref('int_agent_scores') }}
),

components as (
    select * from {{ ref('int_agent_score_components') }}
),

periods as (
    select * from {{ ref('int_periods') }} where period_grain = 'month'
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

side_by_side as (
    select
        agent_id,
        month_start_date,
        {%- for part, kpi_id in parts.items() %}
        {%- set last_part = loop.last %}
        max(case when kpi_id = '{{ kpi_id }}' then observations end) as {{ part }}_count,
        {%- for measure in ['observed', 'expected', 'shrunk'] %}
        {%- set mean = measure ~ '_mean' %}
        {#- A mean of logarithms is read as a geometric mean, in seconds again. #}
        {%- set reading = 'exp(' ~ mean ~ ')' if part in durations else mean %}
        max(case when kpi_id = '{{ kpi_id }}' then {{ reading }} end)
            as {{ part }}_{{ measure }},
        {%- endfor %}
        max(case when kpi_id = '{{ kpi_id }}' then points end)
            as {{ part }}_points{{ ',' if not last_part }}
        {%- endfor %}
    from components
    group by agent_id, month_start_date
),

final as (
    select
        scores.agent_id,
        scores.team_id,
        scores.month_start_date,
        scores.solved_tickets,
        cast(scores.topics_solved as integer) as topics_solved,
        cast(scores.days_worked as integer) as days_worked,
        {{ published_number('scores.team_contact_share') }} as team_contact_share,
        {{ published_number('scores.contacts_per_worked_day') }} as contacts_per_worked_day,
        scores.not_ranked_reason is null as is_ranked,
        scores.not_ranked_reason,
        periods.is_unfinished as is_provisional,
        scores.score,
        {{ published_number(
            'case when scores.score is not null then greatest(scores.score - ' ~ margin ~ ', 0) end'
        ) }} as score_low,
        {{ published_number(
            'case when scores.score is not null then least(scores.score + ' ~ margin ~ ', 100) end'
        ) }} as score_high,
        bands.score_band,
        {{ published_number('scores.score - previous.score') }} as score_change,
        scores.strongest_kpi_id,
        scores.weakest_kpi_id,
        {{ published_number('coalesce(scores.weight_present, 0)') }} as weight_present,
        {%- for part in parts %}
        cast(coalesce(side_by_side.{{ part }}_count, 0) as integer) as {{ part }}_count,
        {%- for measure in ['observed', 'expected', 'shrunk', 'points'] %}
        {{ published_number('side_by_side.' ~ part ~ '_' ~ measure) }} as {{ part }}_{{ measure }},
        {%- endfor %}
        {%- endfor %}
        as_of.as_of
    from scores
    cross join as_of
    inner join periods
        on scores.month_start_date = periods.period_start
    left join {{ ref('int_agent_score_bands') }} as bands
        on scores.agent_id = bands.agent_id and scores.month_start_date = bands.month_start_date
    left join side_by_side
        on
            scores.agent_id = side_by_side.agent_id
            and scores.month_start_date = side_by_side.month_start_date
    left join scores as previous
        on
            scores.agent_id = previous.agent_id
            and previous.month_start_date
            = {{ previous_period_start("'month'", 'scores.month_start_date') }}
)

select * from final
