{%- set shown_columns = [
    'kpi_id', 'kpi_name_en', 'kpi_name_fa', 'kpi_name_ro', 'kpi_name_ru', 'family', 'origin',
    'statistic', 'period_grain', 'period_start', 'period_end', 'numerator', 'denominator',
    'value', 'display_value', 'unit', 'display_unit', 'direction', 'sample_size', 'ci_low',
    'ci_high', 'is_provisional', 'value_status', 'target_low', 'target_high', 'target_status',
    'previous_value', 'change', 'is_signal', 'value_year_before', 'change_on_year',
    'slope_12_periods', 'periods_met', 'missed_since', 'definition_version', 'as_of'
] -%}
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

trends as (
    select * from {{ ref('kpi_trends') }}
    where period_grain = '{{ grain }}' and slice_name = 'overall'
),

periods as (
    select
        period_start,
        is_unfinished
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
        trends.value_year_before,
        trends.change_on_year,
        trends.slope_12_periods,
        trends.periods_met,
        trends.missed_since,
        kpi_values.definition_version,
        kpi_values.as_of,
        kpis.maturity_days,
        periods.is_unfinished
    from kpi_values
    inner join periods
        on kpi_values.period_start = periods.period_start
    inner join kpis
        on kpi_values.kpi_id = kpis.kpi_id
    left join targets
        on kpi_values.kpi_id = targets.kpi_id
    left join trends
        on
            kpi_values.kpi_id = trends.kpi_id
            and kpi_values.statistic = trends.statistic
            and kpi_values.period_start = trends.period_start
    -- The statistic that the target judges, else the headline.
    where kpi_values.statistic = coalesce(targets.judged_statistic, kpis.headline_statistic)
),

-- The newest finished period; of a KPI whose outcomes take their time, the newest that has any.
ranked as (
    select
        *,
        row_number() over (
            partition by kpi_id
            order by
                is_unfinished,
                case when maturity_days > 0 and value is null then 1 else 0 end,
                period_start desc
        ) as period_rank
    from shown
),

final as (
    select
        {%- for column in shown_columns %}
        {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from ranked
    where period_rank = 1
)

select * from final
