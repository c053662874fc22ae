-- Who or what moved a number. share × (value − reference) adds up to the deviation of the whole;
-- share × (value − overall) says who stands out and adds up to nought.
with kpi_values as (
    select * from {{ ref('kpi_values') }}
    where
        period_grain = 'month'
        and denominator > 0
        and statistic in ('mean', 'rate', 'ratio', 'score')
),

periods as (
    select max(period_start) as period_start
    from {{ ref('int_periods') }}
    where period_grain = 'month' and not is_unfinished
),

overall as (
    select kpi_values.*
    from kpi_values
    inner join periods
        on kpi_values.period_start = periods.period_start
    where kpi_values.slice_name = 'overall'
),

referenced as (
    select
        *,
        case
            when value > target_high then target_high
            when value < target_low then target_low
            when target_low is null then target_high
            when target_high is null then target_low
        end as target_limit
    from overall
),

deviations as (
    select
        *,
        case when target_limit is null then 'previous_period' else 'target' end as reference_kind,
        coalesce(target_limit, previous_value) as reference_value
    from referenced
),

slices as (
    select
        kpi_values.*,
        sum(kpi_values.numerator) over (
            partition by
                kpi_values.kpi_id, kpi_values.statistic,
                kpi_values.period_start, kpi_values.slice_name
        ) as summed_numerator,
        sum(kpi_values.denominator) over (
            partition by
                kpi_values.kpi_id, kpi_values.statistic,
                kpi_values.period_start, kpi_values.slice_name
        ) as summed_denominator
    from kpi_values
    where kpi_values.slice_name in ('channel', 'team', 'topic', 'agent')
),

final as (
    select
        slices.kpi_id,
        slices.statistic,
        slices.period_start,
        slices.slice_name,
        slices.slice_value,
        slices.value,
        deviations.value as overall_value,
        deviations.reference_kind,
        deviations.reference_value,
        {{ published_number('deviations.value - deviations.reference_value') }} as deviation,
        slices.sample_size,
        {{ published_number('slices.denominator / deviations.denominator') }} as slice_share,
        {{ published_number(
            '(slices.numerator - slices.denominator * deviations.reference_value)
                / deviations.denominator'
        ) }} as contribution,
        {{ published_number(
            '(slices.numerator - slices.denominator * deviations.value) / deviations.denominator'
        ) }} as contribution_against_overall,
        abs(slices.summed_denominator - deviations.denominator) <= 0.000001 * deviations.denominator
        and abs(slices.summed_numerator - deviations.numerator)
        <= 0.000001 * greatest(abs(deviations.numerator), 1) as is_partition,
        slices.value_status,
        slices.as_of
    from slices
    inner join deviations
        on
            slices.kpi_id = deviations.kpi_id
            and slices.statistic = deviations.statistic
            and slices.period_start = deviations.period_start
)

select * from final
