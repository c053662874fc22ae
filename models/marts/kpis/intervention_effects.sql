{%- set double = type_double() -%}
{%- set series = 'partition by series_id order by period_start' -%}
{%- set number = var('signal_baseline_points') | int -%}
{%- set before = series ~ ' rows between ' ~ number ~ ' preceding and 1 preceding' -%}
{%- set last_eight = series ~ ' rows between 7 preceding and current row' -%}

with interventions as (
    {{ chosen_interventions() }}
),

periods as (
    select
        period_grain,
        period_start,
        period_end,
        row_number() over (partition by period_grain order by period_start) as period_number
    from {{ ref('int_periods') }}
    where period_grain in ('week', 'month')
),

concerned as (
    select distinct
        kpi_id,
        statistic,
        slice_name
    from interventions
),

points as (
    select found.*
    from (
        {{ kpi_signal_points() }}
    ) as found
    inner join concerned
        on
            found.kpi_id = concerned.kpi_id
            and found.statistic = concerned.statistic
            and found.slice_name = concerned.slice_name
),

{{ kept_points('points', var('signal_minimum_points') | int, before, last_eight) }},

-- What was unusual before is no history; what came after counts as it is.
placed as (
    select
        interventions.intervention_id,
        kept_2.*,
        kept_2.slice_value = interventions.slice_value as is_own,
        cast(periods.period_number - begun.period_number as {{ double }}) as place,
        cast(interventions.wash_in_periods as {{ double }}) as starts_at,
        periods.period_start >= begun.period_start as is_after
    from interventions
    inner join kept_2
        on
            interventions.kpi_id = kept_2.kpi_id
            and interventions.statistic = kept_2.statistic
            and interventions.slice_name = kept_2.slice_name
    inner join periods
        on
            kept_2.period_grain = periods.period_grain
            and kept_2.period_start = periods.period_start
    inner join periods as begun
        on
            kept_2.period_grain = begun.period_grain
            and interventions.started_on between begun.period_start and begun.period_end
    where
        kept_2.kept_2 is not null and periods.period_start < begun.period_start
        or periods.period_number >= begun.period_number + interventions.wash_in_periods
        and periods.period_end <= coalesce(interventions.ended_on, periods.period_end)
        and coalesce(periods.period_end < interventions.next_started_on, true)
),

ranked as (
    select
        *,
        row_number() over (
            partition by intervention_id, series_id, is_after order by abs(place)
        ) as distance
    from placed
),

compared as (
    {{ before_and_after('(select * from ranked where distance <= ' ~ number ~ ') as near_points') }}
),

final as (
    select
        interventions.intervention_id,
        interventions.title,
        interventions.kpi_id,
        interventions.statistic,
        interventions.slice_name,
        interventions.slice_value,
        interventions.started_on,
        interventions.ended_on,
        interventions.owner,
        interventions.link,
        interventions.expected_change,
        compared.period_grain,
        compared.effect_from,
        cast(coalesce(compared.points_before, 0) as integer) as points_before,
        cast(coalesce(compared.points_after, 0) as integer) as points_after,
        compared.method,
        compared.is_relative,
        {%- for name in [
            'value_before', 'value_after', 'change', 'change_low', 'change_high', 'change_elsewhere',
        ] %}
        {{ published_number('compared.' ~ name) }} as {{ name }},
        {%- endfor %}
        {{ intervention_verdict('compared', 'interventions.direction') }} as verdict,
        as_of.as_of
    from interventions
    cross join {{ ref('int_as_of') }} as as_of
    left join compared
        on interventions.intervention_id = compared.intervention_id
)

select * from final
