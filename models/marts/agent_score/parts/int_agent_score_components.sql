{%- set z = var('agent_score_z') -%}

with weights as (
    select * from {{ ref('agent_score_weights') }}
),

-- Where chance explains how agents differ, there is no variance to draw a mean by.
compared as (
    select
        month_start_date,
        kpi_id,
        agent_id,
        cases,
        observed,
        expected,
        (observed - expected) / cases as deviation,
        case_variance,
        case when z_score > {{ z }} then agent_variance end as agent_variance,
        case when z_score > {{ z }} then cast(agents as integer) end as agents
    from {{ with_steps(ref('int_agent_score_windows'), agent_variance_steps()) }}
    where cases > 0
),

-- A mean of few cases is drawn towards what was expected, as if prior_cases more had gone just so.
drawn as (
    select
        *,
        case_variance / agent_variance as prior_cases,
        cases / (cases + case_variance / agent_variance) as reliability
    from compared
),

effects as (
    select
        *,
        reliability * deviation as effect,
        -- The variance of a drawn mean: what agents differ by, as far as it is still unknown.
        sqrt(agent_variance * (1 - reliability)) as effect_error
    from drawn
),

ranged as (
    select
        *,
        effect - {{ z }} * effect_error as effect_low,
        effect + {{ z }} * effect_error as effect_high
    from effects
),

final as (
    select
        ranged.agent_id,
        ranged.month_start_date,
        ranged.kpi_id,
        weights.weight,
        cast(ranged.cases as integer) as cases,
        {{ published_number('ranged.observed / ranged.cases') }} as observed_mean,
        {{ published_number('ranged.expected / ranged.cases') }} as expected_mean,
        {{ published_number('ranged.deviation') }} as deviation,
        ranged.agents,
        {{ published_number('ranged.prior_cases') }} as prior_cases,
        {{ published_number('ranged.reliability') }} as reliability,
        case when ranged.agents is null then 'not_found' else 'found' end as agent_effect,
        {{ published_number('ranged.effect') }} as effect,
        {{ published_number('ranged.effect_error') }} as effect_error,
        {{ published_number('ranged.effect_low') }} as effect_low,
        {{ published_number('ranged.effect_high') }} as effect_high,
        -- In true standard deviations between agents, above 0 is better.
        {{ published_number(
            'case when weights.is_higher_better then 1 else -1 end'
            ~ ' * ranged.effect / sqrt(ranged.agent_variance)', decimals=9
        ) }} as standard_effect,
        case
            when ranged.agents is null then null
            when ranged.reliability < {{ var('agent_score_minimum_reliability') }}
                then 'too_little_to_tell'
            when ranged.effect_low <= 0 and ranged.effect_high >= 0 then 'as_expected'
            when (ranged.effect > 0) = weights.is_higher_better then 'better_than_expected'
            else 'worse_than_expected'
        end as outcome
    from ranged
    inner join weights
        on ranged.kpi_id = weights.kpi_id
)

select * from final
