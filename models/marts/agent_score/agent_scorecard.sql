{%- set margin = var('agent_score_z') ~ ' * scores.score_error' -%}

with scores as (
    select * from {{ ref('int_agent_scores') }}
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
        as_of.as_of
    from scores
    cross join as_of
    inner join periods
        on scores.month_start_date = periods.period_start
)

select * from final
