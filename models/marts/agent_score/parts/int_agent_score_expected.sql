{{ config(materialized='ephemeral') }}
{%- set prior = var('agent_score_prior_observations') -%}
{%- set months_back = (var('agent_score_trailing_months') | int) - 1 -%}

-- What the team makes of such cases: the mean of the cell over the trailing months, pulled
-- towards the team's mean where the cell is small. Without this the queue would be ranked and not
-- the agent.
with observations as (
    select * from {{ ref('int_agent_score_observations') }}
),

months as (
    select
        period_start as month_start_date,
        {{ months_before('period_start', months_back) }} as window_start_date
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

by_month as (
    select
        kpi_id,
        team_id,
        case_cell,
        month_start_date,
        sum(observed_value) as total,
        count(*) as observations
    from observations
    group by kpi_id, team_id, case_cell, month_start_date
),

cells as (
    select
        months.month_start_date,
        by_month.kpi_id,
        by_month.team_id,
        by_month.case_cell,
        sum(by_month.total) as total,
        sum(by_month.observations) as observations
    from months
    inner join by_month
        on by_month.month_start_date between months.window_start_date and months.month_start_date
    group by months.month_start_date, by_month.kpi_id, by_month.team_id, by_month.case_cell
),

with_team as (
    select
        *,
        sum(total) over (partition by month_start_date, kpi_id, team_id)
        / sum(observations) over (partition by month_start_date, kpi_id, team_id) as team_mean
    from cells
),

final as (
    select
        month_start_date,
        kpi_id,
        team_id,
        case_cell,
        (total + {{ prior }} * team_mean) / (observations + {{ prior }}) as expected_value
    from with_team
)

select * from final
