with series as (
    select * from {{ ref('kpi_series') }}
),

measured as (
    select
        points.*,
        series.kpi_id,
        series.statistic,
        series.period_grain,
        series.slice_name,
        series.slice_value,
        targets.target_low,
        targets.target_high,
        targets.amber_low,
        targets.amber_high,
        previous.value as previous_value,
        signals.is_signal
    from {{ ref('kpi_measured') }} as points
    inner join series
        on points.series_id = series.series_id
    left join {{ ref('kpi_targets_in_force') }} as targets
        on points.series_id = targets.series_id and points.period_start = targets.period_start
    left join {{ ref('kpi_measured') }} as previous
        on
            points.series_id = previous.series_id
            and points.previous_period_start = previous.period_start
    left join {{ ref('kpi_signals') }} as signals
        on points.series_id = signals.series_id and points.period_start = signals.period_start
),

with_status as (
    select
        measured.*,
        {{ kpi_value_status() }} as value_status
    from measured
),

final as (
    select
        with_status.kpi_id,
        with_status.statistic,
        with_status.period_grain,
        with_status.period_start,
        with_status.period_end,
        with_status.slice_name,
        with_status.slice_value,
        {{ published_number('with_status.counted_numerator') }} as numerator,
        case when with_status.is_covered then {{ published_number('with_status.denominator') }} end
            as denominator,
        {{ published_number('with_status.value') }} as value,
        case
            when with_status.is_covered
                then cast({{ round_double('with_status.sample_size', 0) }} as bigint)
        end as sample_size,
        {{ published_number('with_status.ci_low') }} as ci_low,
        {{ published_number('with_status.ci_high') }} as ci_high,
        with_status.is_provisional,
        with_status.value_status,
        with_status.target_low,
        with_status.target_high,
        {{ kpi_target_status('with_status') }} as target_status,
        {{ published_number('with_status.previous_value') }} as previous_value,
        {{ published_number(
            published_number('with_status.value') ~ ' - '
            ~ published_number('with_status.previous_value')
        ) }} as change,
        with_status.is_signal,
        catalogue.definition_version,
        as_of.as_of
    from with_status
    cross join {{ ref('int_as_of') }} as as_of
    inner join {{ ref('kpi_catalogue') }} as catalogue
        on with_status.kpi_id = catalogue.kpi_id
)

select * from final
