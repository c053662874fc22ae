{{ config(materialized='ephemeral') }}
{%- set prior = var('agent_score_prior_observations') -%}
{%- set months = var('agent_score_trailing_months') | int -%}
{%- set own_months = [var('agent_score_months') | int, months] | min -%}

-- The cases of each agent twice: those of the trailing months say how far agents differ at all, and
-- the newest of them what this agent is rated by.
with months as (
    select
        period_start as month_start_date,
        {{ months_before('period_start', months - 1) }} as window_start_date,
        {{ months_before('period_start', own_months - 1) }} as own_start_date
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

cell_months as (
    select
        kpi_id,
        team_id,
        case_cell,
        month_start_date,
        sum(observed_value) as total,
        count(*) as observations
    from {{ ref('int_agent_score_observations') }}
    group by 1, 2, 3, 4
),

cells as (
    select
        months.month_start_date,
        cell_months.kpi_id,
        cell_months.team_id,
        cell_months.case_cell,
        sum(cell_months.total) as total,
        sum(cell_months.observations) as observations
    from months
    inner join cell_months
        on cell_months.month_start_date between months.window_start_date and months.month_start_date
    group by 1, 2, 3, 4
),

-- What the team makes of such cases: the mean of the cell, pulled towards the team's mean where the
-- cell is small. Without this the queue would be ranked and not the agent.
expected as (
    select
        *,
        (total + {{ prior }} * (sum(total) over of_team / sum(observations) over of_team))
        / (observations + {{ prior }}) as expected_value
    from cells
    window of_team as (partition by month_start_date, kpi_id, team_id)
),

by_month as (
    select
        observations.kpi_id,
        observations.agent_id,
        observations.month_start_date,
        cast(count(*) as {{ type_double() }}) as cases,
        sum(observations.observed_value) as observed,
        sum(expected.expected_value) as expected,
        sum(power(observations.observed_value - expected.expected_value, 2)) as squares
    from {{ ref('int_agent_score_observations') }} as observations
    inner join expected
        on
            observations.month_start_date = expected.month_start_date
            and observations.kpi_id = expected.kpi_id
            and observations.team_id = expected.team_id
            and observations.case_cell = expected.case_cell
    group by 1, 2, 3
),

final as (
    select
        months.month_start_date,
        by_month.kpi_id,
        by_month.agent_id,
        sum(by_month.cases) as window_cases,
        sum(by_month.observed) as window_observed,
        sum(by_month.observed - by_month.expected) as window_deviation,
        sum(by_month.squares) as window_squares,
        {%- for measure in ['cases', 'observed', 'expected'] %}
        sum(
            case
                when by_month.month_start_date >= months.own_start_date then by_month.{{ measure }}
            end
        ) as {{ measure }}{{ ',' if not loop.last }}
        {%- endfor %}
    from months
    inner join by_month
        on by_month.month_start_date between months.window_start_date and months.month_start_date
    group by 1, 2, 3
)

select * from final
