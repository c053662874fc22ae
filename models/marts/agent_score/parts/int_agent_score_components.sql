{%- set prior = var('agent_score_prior_observations') -%}
{%- set months_back = (var('agent_score_trailing_months') | int) - 1 -%}

with observations as (
    select * from {{ ref('int_agent_score_observations') }}
),

expected as (
    select * from {{ ref('int_agent_score_expected') }}
),

weights as (
    select * from {{ ref('agent_score_weights') }}
),

by_agent as (
    select
        observations.kpi_id,
        observations.agent_id,
        observations.month_start_date,
        count(*) as observations,
        avg(observations.observed_value) as observed_mean,
        avg(expected.expected_value) as expected_mean,
        sum(power(observations.observed_value - expected.expected_value, 2)) as squared_residuals
    from observations
    inner join expected
        on
            observations.month_start_date = expected.month_start_date
            and observations.kpi_id = expected.kpi_id
            and observations.team_id = expected.team_id
            and observations.case_cell = expected.case_cell
    group by observations.kpi_id, observations.agent_id, observations.month_start_date
),

-- A mean of few is pulled towards what was expected, as if agent_score_prior_observations
-- cases more had gone just so.
shrunk as (
    select
        *,
        observations * (observed_mean - expected_mean) / (observations + {{ prior }}) as deviation
    from by_agent
),

windows as (
    select
        month_start_date,
        {{ months_before('month_start_date', months_back) }} as window_start_date
    from (select distinct month_start_date from shrunk) as months
),

-- Worst and best are agents of the same half-year; the spread of single cases is theirs together.
scales as (
    select
        windows.month_start_date,
        shrunk.kpi_id,
        {{ percentile('shrunk.deviation', 0.1) }} as low_deviation,
        {{ percentile('shrunk.deviation', 0.9) }} as high_deviation,
        sum(shrunk.squared_residuals) / sum(shrunk.observations) as case_variance
    from windows
    inner join shrunk
        on shrunk.month_start_date between windows.window_start_date and windows.month_start_date
    group by windows.month_start_date, shrunk.kpi_id
),

final as (
    select
        shrunk.agent_id,
        shrunk.month_start_date,
        shrunk.kpi_id,
        weights.weight,
        shrunk.observations,
        {{ published_number('shrunk.observed_mean') }} as observed_mean,
        {{ published_number('shrunk.expected_mean') }} as expected_mean,
        {{ published_number('shrunk.expected_mean + shrunk.deviation') }} as shrunk_mean,
        -- Four places: times a weight of two that is six, and rounding again changes nothing.
        {{ published_number(interpolated_points(
            'shrunk.deviation', 'scales.low_deviation', 'scales.high_deviation',
            'weights.is_higher_better'
        ), decimals=4) }} as points,
        {{ published_number(
            'power(100 / '
            ~ spread_of_ends('scales.low_deviation', 'scales.high_deviation')
            ~ ', 2) * scales.case_variance / (shrunk.observations + ' ~ prior ~ ')'
        ) }} as points_variance
    from shrunk
    inner join scales
        on
            shrunk.month_start_date = scales.month_start_date
            and shrunk.kpi_id = scales.kpi_id
    inner join weights
        on shrunk.kpi_id = weights.kpi_id
)

select * from final
