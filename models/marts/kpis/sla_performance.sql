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

-- What still runs stands in the month of as_of.
running as (
    select
        dates.month_start_date,
        targets.metric,
        coalesce(targets.priority, tickets.priority) as priority,
        0 as met_targets,
        0 as breached_targets,
        count(*) as running_targets,
        sum(case when targets.is_at_risk then 1 else 0 end) as at_risk_targets
    from {{ ref('int_sla_running_targets') }} as targets
    inner join {{ ref('fct_tickets') }} as tickets
        on targets.ticket_id = tickets.ticket_id
    cross join {{ ref('int_reporting_bounds') }} as reporting_bounds
    inner join {{ ref('dim_dates') }} as dates
        on reporting_bounds.as_of_date = dates.date_day
    where tickets.is_in_scope
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
