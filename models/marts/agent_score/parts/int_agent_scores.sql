with components as (
    select * from {{ ref('int_agent_score_components') }}
),

workload as (
    select * from {{ ref('int_agent_score_workload') }}
),

weighted as (
    select
        agent_id,
        month_start_date,
        sum(weight) as weight_present,
        50 + 10 * sum(weight * standard_effect) / sum(weight) as score,
        10 * sqrt(sum(weight * weight * (1 - reliability))) / sum(weight) as score_error,
        sum(weight * weight * reliability) / sum(weight * weight) as reliability,
        count(case when outcome = 'better_than_expected' then 1 end) as better_kpis,
        count(case when outcome = 'worse_than_expected' then 1 end) as worse_kpis
    from components
    where agent_effect = 'found' and weight > 0
    group by agent_id, month_start_date
),

months as (
    select distinct month_start_date from weighted
),

scored as (
    select
        workload.*,
        weighted.weight_present,
        weighted.better_kpis,
        weighted.worse_kpis,
        {{ published_number('weighted.reliability') }} as reliability,
        -- NULL is skipped by greatest and least.
        case
            when weighted.score is not null
                then {{ published_number('least(greatest(weighted.score, 0), 100)') }}
        end as score,
        {{ published_number('weighted.score_error') }} as score_error,
        case
            when months.month_start_date is null then 'no_agent_effect'
            when
                workload.solved_tickets < {{ var('agent_score_minimum_tickets') }}
                then 'too_few_tickets'
            when workload.days_worked < {{ var('agent_score_minimum_days') }} then 'too_few_days'
            when
                coalesce(weighted.reliability, 0) < {{ var('agent_score_minimum_reliability') }}
                then 'too_little_to_tell'
        end as not_compared_reason
    from workload
    left join months
        on workload.month_start_date = months.month_start_date
    left join weighted
        on
            workload.agent_id = weighted.agent_id
            and workload.month_start_date = weighted.month_start_date
),

final as (
    select
        *,
        case
            when not_compared_reason is not null then null
            when score - {{ var('agent_score_z') }} * score_error > 50 then 'better_than_expected'
            when score + {{ var('agent_score_z') }} * score_error < 50 then 'worse_than_expected'
            else 'as_expected'
        end as outcome
    from scored
)

select * from final
