{{ config(materialized='ephemeral') }}
{%- set months = var('agent_score_trailing_months') | int -%}
{%- set own_months = [var('agent_score_months') | int, months] | min -%}

-- The cases of each agent twice: those of the trailing months say how far agents differ at all, and
-- the newest of them what this agent is rated by.
with observations as (
    select * from {{ ref('int_agent_score_observations') }}
),

expected as (
    select * from {{ ref('int_agent_score_expected') }}
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
    from observations
    inner join expected
        on
            observations.month_start_date = expected.month_start_date
            and observations.kpi_id = expected.kpi_id
            and observations.team_id = expected.team_id
            and observations.case_cell = expected.case_cell
    group by observations.kpi_id, observations.agent_id, observations.month_start_date
),

months as (
    select
        period_start as month_start_date,
        {{ months_before('period_start', months - 1) }} as window_start_date,
        {{ months_before('period_start', own_months - 1) }} as own_start_date
    from {{ ref('int_periods') }}
    where period_grain = 'month'
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
    group by months.month_start_date, by_month.kpi_id, by_month.agent_id
)

select * from final
