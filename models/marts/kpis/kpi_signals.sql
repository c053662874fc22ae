{%- set series = 'partition by series_id order by period_start' -%}
{%- set number = var('signal_baseline_points') | int -%}
{%- set before = series ~ ' rows between ' ~ number ~ ' preceding and 1 preceding' -%}
{%- set before_eight = series ~ ' rows between ' ~ (number + 7) ~ ' preceding and 8 preceding' -%}
{%- set last_eight = series ~ ' rows between 7 preceding and current row' -%}
{%- set minimum = var('signal_minimum_points') | int -%}

with points as (
    {{ kpi_signal_points() }}
),

-- Points outside the limits leave the baselines of later ones, unless they last: then they are
-- the new level. The second round finds those that the first ones had hidden.
{% for round, kept in [(1, 'point'), (2, 'kept_1')] -%}
with_baseline_{{ round }} as (
    select
        *,
        {{ baseline_sums('round_' ~ round, kept, before) }}
    from {{ 'points' if loop.first else kept }}
),

marked_{{ round }} as (
    select
        *,
        case
            when
                round_{{ round }}_points >= {{ minimum }}
                and abs(point - {{ baseline_centre('round_' ~ round) }})
                > {{ baseline_limit('round_' ~ round, 3, 'weight') }} then 1
            else 0
        end as is_special_{{ round }}
    from with_baseline_{{ round }}
),

kept_{{ round }} as (
    select
        *,
        case
            when
                is_special_{{ round }} = 1
                and sum(is_special_{{ round }}) over ({{ last_eight }}) <= 3
                then null
            else point
        end as kept_{{ round }}
    from marked_{{ round }}
),

{% endfor -%}
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
        as_of.as_of
    from limits
    cross join {{ ref('int_as_of') }} as as_of
)

select * from final
