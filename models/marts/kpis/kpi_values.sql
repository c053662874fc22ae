with measured as (
    select * from {{ ref('int_kpi_measured') }}
),

targets as (
    select * from {{ ref('int_kpi_targets_in_force') }}
),

with_status as (
    select
        measured.*,
        -- A target without a slice holds for all but people: teams answer for it, not agents. Not
        -- said in the join, where it makes DuckDB compare every value with every target.
        {%- for edge in ['target_low', 'target_high', 'amber_low', 'amber_high'] %}
        case
            when own_targets.kpi_id is not null then own_targets.{{ edge }}
            when measured.slice_name != 'agent' then targets.{{ edge }}
        end as {{ edge }},
        {%- endfor %}
        {{ previous_period_start('measured.period_grain', 'measured.period_start') }}
            as previous_period_start,
        {{ kpi_value_status() }} as value_status
    from measured
    left join targets as own_targets
        on
            measured.kpi_id = own_targets.kpi_id
            and measured.statistic = own_targets.statistic
            and measured.period_grain = own_targets.period_grain
            and measured.period_start = own_targets.period_start
            and measured.slice_name = own_targets.slice_name
            and measured.slice_value = own_targets.slice_value
    left join targets
        on
            measured.kpi_id = targets.kpi_id
            and measured.statistic = targets.statistic
            and measured.period_grain = targets.period_grain
            and measured.period_start = targets.period_start
            and targets.slice_name is null
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
        {{ published_number('previous.value') }} as previous_value,
        {{ published_number(
            published_number('with_status.value') ~ ' - ' ~ published_number('previous.value')
        ) }} as change,
        signals.is_signal,
        catalogue.definition_version,
        as_of.as_of
    from with_status
    cross join {{ ref('int_as_of') }} as as_of
    inner join {{ ref('kpi_catalogue') }} as catalogue
        on with_status.kpi_id = catalogue.kpi_id
    left join measured as previous
        on
            with_status.kpi_id = previous.kpi_id
            and with_status.statistic = previous.statistic
            and with_status.period_grain = previous.period_grain
            and with_status.previous_period_start = previous.period_start
            and with_status.slice_name = previous.slice_name
            and with_status.slice_value = previous.slice_value
    left join {{ ref('int_kpi_signals') }} as signals
        on
            with_status.kpi_id = signals.kpi_id
            and with_status.statistic = signals.statistic
            and with_status.period_grain = signals.period_grain
            and with_status.period_start = signals.period_start
            and with_status.slice_name = signals.slice_name
            and with_status.slice_value = signals.slice_value
)

select * from final
