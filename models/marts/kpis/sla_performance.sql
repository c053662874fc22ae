with known as (
    select
        dates.month_start_date,
        targets.metric,
        targets.priority,
        sum(case when targets.is_breached then 0 else 1 end) as met_targets,
        sum(case when targets.is_breached then 1 else 0 end) as breached_targets,
        0 as running_targets,
        0 as at_risk_targets
    from {{ ref('fct_sla_targets') }} as targets
    inner join {{ ref('dim_dates') }} as dates
        on targets.outcome_date = dates.date_day
    where targets.is_known
    group by 1, 2, 3
),

-- What still runs stands in the month of as_of. Without a due time the clock is paused, and nothing
-- is at risk.
running as (
    select
        dates.month_start_date,
        targets.metric,
        targets.priority,
        0 as met_targets,
        0 as breached_targets,
        count(*) as running_targets,
        sum(
            case
                when
                    targets.due_at is not null
                    and targets.target_seconds - targets.elapsed_seconds
                    < {{ var('sla_at_risk_share') }} * targets.target_seconds
                    then 1
                else 0
            end
        ) as at_risk_targets
    from {{ ref('int_sla_targets') }} as targets
    cross join {{ ref('int_reporting_bounds') }} as reporting_bounds
    inner join {{ ref('dim_dates') }} as dates
        on reporting_bounds.as_of_date = dates.date_day
    where
        targets.is_agreed
        and targets.fulfilled_at is null
        and targets.withdrawn_at is null
        and not targets.is_breached
        and not targets.is_given_up
    group by 1, 2, 3
),

together as (
    select * from known
    union all
    select * from running
),

final as (
    select
        month_start_date,
        metric,
        priority,
        cast(sum(met_targets + breached_targets) as bigint) as known_targets,
        cast(sum(met_targets) as bigint) as met_targets,
        cast(sum(breached_targets) as bigint) as breached_targets,
        cast(sum(running_targets) as bigint) as running_targets,
        cast(sum(at_risk_targets) as bigint) as at_risk_targets,
        sum(met_targets)
        / nullif(cast(sum(met_targets + breached_targets) as {{ type_double() }}), 0)
            as compliance_rate
    from together
    group by month_start_date, metric, priority
)

select * from final
