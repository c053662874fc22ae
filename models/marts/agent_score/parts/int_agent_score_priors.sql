{{ config(materialized='ephemeral') }}
{%- set shares = ['fcr_rate', 'csat', 'reopen_rate'] -%}
{%- set alike = '0.000000001' -%}

-- How far agents truly differ in a KPI, beyond what single cases scatter (DerSimonian and Laird's
-- moments). The test is Cochran's Q, its chi-square turned normal by Wilson and Hilferty: without
-- it half of all desks whose agents are alike would show differences.
with by_agent as (
    select
        *,
        window_deviation * window_deviation / window_cases as own_squares
    from {{ ref('int_agent_score_windows') }}
),

summed as (
    select
        month_start_date,
        kpi_id,
        cast(count(*) as {{ type_double() }}) as agents,
        sum(window_cases) as cases,
        sum(window_cases * window_cases) as squared_cases,
        sum(window_observed) / sum(window_cases) as mean_observed,
        sum(window_squares) - sum(own_squares) as squares_within,
        sum(own_squares) - sum(window_deviation) * sum(window_deviation) / sum(window_cases)
            as squares_between
    from by_agent
    group by month_start_date, kpi_id
),

varied as (
    select
        *,
        case
            when kpi_id in ({{ "'" ~ shares | join("', '") ~ "'" }})
                then mean_observed * (1 - mean_observed)
            else squares_within / nullif(cases - agents, 0)
        end as case_variance
    from summed
    where agents >= greatest({{ var('agent_score_minimum_agents') }}, 2)
),

tested as (
    select
        *,
        agents - 1 as degrees,
        greatest(squares_between, 0) / case_variance as q_statistic,
        2 / (9 * (agents - 1)) as q_variance
    from varied
    where case_variance > {{ alike }}
),

estimated as (
    select
        *,
        greatest((q_statistic - degrees) * case_variance / (cases - squared_cases / cases), 0)
            as agent_variance,
        (
            power(q_statistic / degrees, cast(1 as {{ type_double() }}) / 3) - (1 - q_variance)
        ) / sqrt(q_variance) as z_score
    from tested
),

final as (
    select
        month_start_date,
        kpi_id,
        cast(agents as integer) as agents,
        case_variance,
        {{ published_number('q_statistic') }} as q_statistic,
        -- Six places would be too few for rare events.
        {{ published_number('agent_variance', decimals=12) }} as agent_variance,
        {{ published_number('z_score') }} as z_score
    from estimated
)

select * from final
