{%- set series = 'partition by series_id, phase_started_on order by period_start' -%}
{%- set number = var('signal_baseline_points') | int -%}
{%- set before = series ~ ' rows between ' ~ number ~ ' preceding and 1 preceding' -%}
{%- set before_eight = series ~ ' rows between ' ~ (number + 7) ~ ' preceding and 8 preceding' -%}
{%- set last_eight = series ~ ' rows between 7 preceding and current row' -%}
{%- set minimum = var('signal_minimum_points') | int -%}

with phases as (
    select
        kpi_id,
        slice_name,
        slice_value,
        effect_from,
        lead(effect_from) over (
            partition by kpi_id, slice_name, slice_value order by effect_from
        ) as effect_until
    from (
        {{ compared_interventions() }}
    ) as effects
    where verdict in ('better', 'worse', 'higher', 'lower')
),

-- Where an intervention has changed the numbers, what came before is no baseline any more.
points as (
    select
        found.*,
        phases.effect_from as phase_started_on
    from (
        {{ kpi_signal_points() }}
    ) as found
    left join phases
        on
            found.kpi_id = phases.kpi_id
            and found.slice_name = phases.slice_name
            and found.slice_value = phases.slice_value
            and found.period_start >= phases.effect_from
            and found.period_start < coalesce(phases.effect_until, date '9999-12-31')
),

{{ kept_points('points', minimum, before, last_eight) }},

with_baselines as (
    select
        *,
        {{ baseline_sums('baseline', 'kept_2', before) }},
        {{ baseline_sums('earlier', 'kept_2', before_eight) }},
        {{ baseline_sums('eight', 'kept_2', last_eight) }}
    from kept_2
),

compared as (
    select
        *,
        case when baseline_points >= {{ minimum }} then {{ baseline_centre('baseline') }} end
            as mean_before,
        {{ baseline_limit('baseline', 3, 'weight') }} as width,
        case
            when earlier_points >= {{ minimum }} and eight_points >= 5
                then {{ baseline_centre('eight') }} - {{ baseline_centre('earlier') }}
        end as shift,
        {{ baseline_limit('earlier', 3.5, 'eight_weight') }} as shift_width
    from with_baselines
),

limits as (
    select
        *,
        {{ signal_limit('mean_before') }} as centre,
        {{ signal_limit('mean_before - width') }} as limit_low,
        {{ signal_limit('mean_before + width') }} as limit_high
    from compared
),

final as (
    select
        kpi_id,
        statistic,
        period_grain,
        period_start,
        slice_name,
        slice_value,
        {{ published_number('value') }} as value,
        {{ published_number('centre') }} as centre,
        {{ published_number('limit_low') }} as limit_low,
        {{ published_number('limit_high') }} as limit_high,
        {{ signal_kind() }} as signal_kind,
        kept_2 is null as is_excluded_from_baseline,
        phase_started_on,
        as_of.as_of
    from limits
    cross join {{ ref('int_as_of') }} as as_of
)

select * from final
