{%- set grain = var('scorecard_period_grain') -%}

with kpi_values as (
    select * from {{ ref('kpi_values') }}
    where period_grain = '{{ grain }}' and slice_name = 'overall'
),

kpis as (
    select * from {{ ref('dim_kpis') }}
),

targets as (
    select
        kpi_id,
        min(statistic) as judged_statistic
    from {{ ref('kpi_targets') }}
    where period_grain = '{{ grain }}'
    group by kpi_id
),

periods as (
    select
        coalesce(
            max(case when not is_unfinished then period_start end), max(period_start)
        ) as period_start
    from {{ ref('int_periods') }}
    where period_grain = '{{ grain }}'
),

shown as (
    select
        kpis.kpi_id,
        kpis.kpi_name_en,
        kpis.kpi_name_fa,
        kpis.kpi_name_ro,
        kpis.kpi_name_ru,
        kpis.family,
        kpis.origin,
        kpi_values.statistic,
        kpi_values.period_grain,
        kpi_values.period_start,
        kpi_values.period_end,
        kpi_values.numerator,
        kpi_values.denominator,
        kpi_values.value,
        {{ display_value('kpi_values.value', 'kpis.display_unit') }} as display_value,
        kpis.unit,
        kpis.display_unit,
        kpis.direction,
        kpi_values.sample_size,
        kpi_values.ci_low,
        kpi_values.ci_high,
        kpi_values.is_provisional,
        kpi_values.value_status,
        kpi_values.target_low,
        kpi_values.target_high,
        kpi_values.target_status,
        kpi_values.previous_value,
        kpi_values.change,
        kpi_values.is_signal,
        kpi_values.definition_version,
        kpi_values.as_of
    from kpi_values
    cross join periods
    inner join kpis
        on kpi_values.kpi_id = kpis.kpi_id
    left join targets
        on kpi_values.kpi_id = targets.kpi_id
    where
        kpi_values.period_start = periods.period_start
        -- The statistic that the target judges, else the headline.
        and kpi_values.statistic = coalesce(targets.judged_statistic, kpis.headline_statistic)
)

select * from shown
