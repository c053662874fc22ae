with measured as (
    select
        points.*,
        series.kpi_id,
        series.statistic,
        series.period_grain,
        series.slice_name,
        series.slice_value,
        statuses.target_low,
        statuses.target_high,
        statuses.target_status,
        statuses.target_side,
        statuses.judged_over_periods,
        statuses.final_target_low,
        statuses.final_target_high,
        statuses.target_due_date,
        statuses.target_owner,
        case when previous.is_begun_late is not true then previous.value end as previous_value,
        signals.signal_kind
    from {{ ref('kpi_measured') }} as points
    inner join {{ ref('kpi_series') }} as series
        on points.series_id = series.series_id
    left join {{ ref('kpi_target_statuses') }} as statuses
        on points.series_id = statuses.series_id and points.period_start = statuses.period_start
    left join {{ ref('kpi_measured') }} as previous
        on points.series_id = previous.series_id
            and points.previous_period_start = previous.period_start
    left join {{ ref('kpi_signals') }} as signals
        on points.period_start = signals.period_start
        {%- for name in ['kpi_id', 'statistic', 'period_grain', 'slice_name', 'slice_value'] %}
            and series.{{ name }} = signals.{{ name }}
        {%- endfor %}
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
        coalesce(slice_names.slice_label, with_status.slice_value) as slice_label,
        catalogue.kpi_name_en as kpi_name,
        catalogue.unit,
        catalogue.is_additive,
        {{ published_number('with_status.counted_numerator') }} as numerator,
        case when with_status.is_covered then {{ published_number('with_status.denominator') }} end
            as denominator,
        {{ published_number('with_status.value') }} as value,
        case
            when with_status.is_covered
                then cast({{ round_double('with_status.sample_size', 0) }} as bigint)
        end as sample_size,
        {{ published_number('with_status.effective_sample_size') }} as effective_sample_size,
        {{ published_number('with_status.ci_low') }} as ci_low,
        {{ published_number('with_status.ci_high') }} as ci_high,
        with_status.is_provisional,
        with_status.value_status,
        with_status.target_low,
        with_status.target_high,
        coalesce(with_status.target_status, 'no_target') as target_status,
        with_status.target_side,
        cast(with_status.judged_over_periods as integer) as judged_over_periods,
        with_status.final_target_low,
        with_status.final_target_high,
        with_status.target_due_date,
        with_status.target_owner,
        {{ published_number('with_status.previous_value') }} as previous_value,
        {{ published_number(
            published_number('with_status.value') ~ ' - '
            ~ published_number('with_status.previous_value')
        ) }} as change,
        with_status.signal_kind != 'none' as is_signal,
        catalogue.definition_version,
        as_of.as_of
    from with_status
    cross join {{ ref('int_as_of') }} as as_of
    inner join {{ ref('kpi_catalogue') }} as catalogue
        on with_status.kpi_id = catalogue.kpi_id
    left join {{ ref('kpi_slice_names') }} as slice_names
        on with_status.slice_name = slice_names.slice_name
            and with_status.slice_value = slice_names.slice_value
)

select * from final
