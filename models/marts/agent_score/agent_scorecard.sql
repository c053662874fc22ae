{#- Effects beside the score, each with its unit in the name. #}
{%- set points, percent = '100 * effect', '100 * (exp(effect) - 1)' -%}
{%- set effects = {
    'fcr_effect_points': ('fcr_rate', points),
    'csat_effect_points': ('csat', points),
    'reopen_effect_points': ('reopen_rate', points),
    'first_response_effect_percent': ('first_response_time', percent),
    'resolution_effect_percent': ('resolution_time', percent),
    'replies_effect': ('agent_replies_per_ticket', 'effect'),
} -%}
{%- set margin = var('agent_score_z') ~ ' * scores.score_error' -%}

with scores as (
    select * from {{ ref('int_agent_scores') }}
),

effects as (
    select
        agent_id,
        month_start_date,
        {%- for name, (kpi_id, effect) in effects.items() %}
        {{ published_number("max(case when kpi_id = '" ~ kpi_id ~ "' then " ~ effect ~ ' end)') }}
            as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('int_agent_score_components') }}
    group by agent_id, month_start_date
),

periods as (
    select * from {{ ref('int_periods') }} where period_grain = 'month'
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

final as (
    select
        scores.agent_id,
        scores.team_id,
        teams.team_name,
        scores.month_start_date,
        scores.solved_tickets,
        cast(scores.topics_solved as integer) as topics_solved,
        cast(scores.days_worked as integer) as days_worked,
        {{ published_number('scores.team_contact_share') }} as team_contact_share,
        {{ published_number('scores.contacts_per_worked_day') }} as contacts_per_worked_day,
        scores.not_compared_reason is null as is_compared,
        scores.not_compared_reason,
        periods.is_unfinished as is_provisional,
        scores.score,
        -- NULL is skipped by greatest and least.
        case
            when scores.score is not null
                then {{ published_number('greatest(scores.score - ' ~ margin ~ ', 0)') }}
        end as score_low,
        case
            when scores.score is not null
                then {{ published_number('least(scores.score + ' ~ margin ~ ', 100)') }}
        end as score_high,
        scores.outcome,
        scores.reliability,
        cast(coalesce(scores.better_kpis, 0) as integer) as better_kpis,
        cast(coalesce(scores.worse_kpis, 0) as integer) as worse_kpis,
        {{ published_number('coalesce(scores.weight_present, 0)') }} as weight_present,
        {%- for name in effects %}
        effects.{{ name }},
        {%- endfor %}
        as_of.as_of
    from scores
    cross join as_of
    inner join periods
        on scores.month_start_date = periods.period_start
    left join {{ ref('dim_teams') }} as teams
        on scores.team_id = teams.team_id
    left join effects
        on
            scores.agent_id = effects.agent_id
            and scores.month_start_date = effects.month_start_date
)

select * from final
