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
        sum(weight * points) / sum(weight) as score,
        sqrt(sum(weight * weight * points_variance)) / sum(weight) as score_error,
        max(weight * (points - 50)) as most_gained,
        min(weight * (points - 50)) as most_lost
    from components
    where points is not null
    group by agent_id, month_start_date
),

-- The parts that lift and pull the score most; ties go to the first name.
extremes as (
    select
        components.agent_id,
        components.month_start_date,
        min(
            case
                when
                    components.weight * (components.points - 50) = weighted.most_gained
                    then components.kpi_id
            end
        )
            as strongest_kpi_id,
        min(
            case
                when
                    components.weight * (components.points - 50) = weighted.most_lost
                    then components.kpi_id
            end
        )
            as weakest_kpi_id
    from components
    inner join weighted
        on
            components.agent_id = weighted.agent_id
            and components.month_start_date = weighted.month_start_date
    group by components.agent_id, components.month_start_date
),

final as (
    select
        workload.*,
        weighted.weight_present,
        {{ published_number(
            'case when weighted.weight_present >= ' ~ var('agent_score_minimum_weight')
            ~ ' then weighted.score end'
        ) }}
            as score,
        {{ published_number('weighted.score_error') }} as score_error,
        case when weighted.most_gained > 0 then extremes.strongest_kpi_id end as strongest_kpi_id,
        case when weighted.most_lost < 0 then extremes.weakest_kpi_id end as weakest_kpi_id,
        case
            when
                workload.solved_tickets < {{ var('agent_score_minimum_tickets') }}
                then 'too_few_tickets'
            when workload.days_worked < {{ var('agent_score_minimum_days') }} then 'too_few_days'
            when
                coalesce(weighted.weight_present, 0) < {{ var('agent_score_minimum_weight') }}
                then 'too_few_components'
        end as not_ranked_reason
    from workload
    left join weighted
        on
            workload.agent_id = weighted.agent_id
            and workload.month_start_date = weighted.month_start_date
    left join extremes
        on
            workload.agent_id = extremes.agent_id
            and workload.month_start_date = extremes.month_start_date
)

select * from final
