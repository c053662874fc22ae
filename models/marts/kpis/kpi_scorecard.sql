{%- set grain = var('scorecard_period_grain') -%}

with kpi_values as (
    select * from {{ ref('kpi_values') }}
    where period_grain = '{{ grain }}' and slice_name = 'overall'
),

kpis as (
    select * from {{ ref('dim_kpis') }}
),

targets as (
    select * from {{ ref('kpi_targeted_statistics') }}
),

-- The newest finished period; of a KPI whose outcomes take their time, the newest that has any.
ranked as (
    select
        kpi_values.*,
        row_number() over (
            partition by kpi_values.kpi_id
            order by
                periods.is_unfinished,
                case when kpis.maturity_days > 0 and kpi_values.value is null then 1 else 0 end,
                kpi_values.period_start desc
        ) as period_rank
    from kpi_values
    inner join {{ ref('int_periods') }} as periods
        on
            kpi_values.period_grain = periods.period_grain
            and kpi_values.period_start = periods.period_start
    inner join kpis
        on kpi_values.kpi_id = kpis.kpi_id
    left join targets
        on
            kpi_values.kpi_id = targets.kpi_id
            and kpi_values.period_grain = targets.period_grain
            and kpi_values.period_start = targets.period_start
    -- The statistic that the target in force judges, else the headline.
    where kpi_values.statistic = coalesce(targets.statistic, kpis.headline_statistic)
),

final as (
    select
        kpis.kpi_id,
        kpis.kpi_name_en,
        kpis.kpi_name_fa,
        kpis.kpi_name_ro,
        kpis.kpi_name_ru,
        kpis.family,
        kpis.origin,
        ranked.statistic,
        ranked.period_grain,
        ranked.period_start,
        ranked.period_end,
        ranked.numerator,
        ranked.denominator,
        ranked.value,
        {{ display_value('ranked.value', 'kpis.display_unit') }} as display_value,
        kpis.unit,
        kpis.display_unit,
        kpis.direction,
        ranked.sample_size,
        ranked.ci_low,
        ranked.ci_high,
        ranked.is_provisional,
        ranked.value_status,
        ranked.target_low,
        ranked.target_high,
        ranked.target_status,
        ranked.target_side,
        ranked.judged_over_periods,
        ranked.final_target_low,
        ranked.final_target_high,
        ranked.target_due_date,
        ranked.target_owner,
        ranked.previous_value,
        ranked.change,
        ranked.is_signal,
        trends.value_year_before,
        trends.change_on_year,
        trends.slope_12_periods,
        trends.periods_met,
        trends.missed_since,
        ranked.definition_version,
        ranked.as_of
    from ranked
    inner join kpis
        on ranked.kpi_id = kpis.kpi_id
    left join {{ ref('kpi_trends') }} as trends
        on
            ranked.kpi_id = trends.kpi_id
            and ranked.statistic = trends.statistic
            and ranked.period_grain = trends.period_grain
            and ranked.period_start = trends.period_start
            and trends.slice_name = 'overall'
    where ranked.period_rank = 1
)

select * from final
