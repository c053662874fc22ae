with targets as (
    select * from {{ ref('kpi_targets') }}
    where target_set is null or target_set = {{ sql_text(chosen_target_set()) }}
),

series as (
    select * from {{ ref('kpi_series') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- A target without a slice holds for all but people: teams answer for it, not agents.
of_series as (
    select
        series.series_id,
        targets.slice_name is not null as is_own,
        targets.target_set is null as is_without_set,
        targets.valid_from,
        targets.valid_to,
        targets.owner,
        targets.due_date,
        targets.baseline_value,
        targets.baseline_date,
        targets.target_low,
        targets.target_high,
        targets.amber_low,
        targets.amber_high,
        series.period_grain
    from series
    inner join targets
        on
            series.kpi_id = targets.kpi_id
            and series.statistic = targets.statistic
            and series.period_grain = targets.period_grain
    where
        (series.slice_name = targets.slice_name and series.slice_value = targets.slice_value)
        or (targets.slice_name is null and series.slice_name != 'agent')
),

in_force as (
    select
        of_series.*,
        periods.period_start,
        -- How far the path to the target has come on the last day of the period.
        least(greatest(
            cast(
                {{ days_between('of_series.baseline_date', 'periods.period_end') }}
                as {{ type_double() }}
            ) / nullif({{ days_between('of_series.baseline_date', 'of_series.due_date') }}, 0),
            0
        ), 1) as path_share,
        row_number() over (
            partition by of_series.series_id, periods.period_start
            order by
                case when of_series.is_own then 0 else 1 end,
                case when of_series.is_without_set then 0 else 1 end,
                of_series.valid_from desc nulls last
        ) as version_rank
    from of_series
    inner join periods
        on of_series.period_grain = periods.period_grain
    where
        coalesce(of_series.valid_from <= periods.period_start, true)
        and coalesce(of_series.valid_to >= periods.period_start, true)
        and coalesce(of_series.baseline_date <= periods.period_end, true)
),

final as (
    select
        series_id,
        period_start,
        {%- for side in ['low', 'high'] %}
        target_{{ side }} as final_target_{{ side }},
        {{ planned_target('target_' ~ side, 'target_' ~ side) }} as target_{{ side }},
        {{ planned_target('amber_' ~ side, 'target_' ~ side) }} as amber_{{ side }},
        {%- endfor %}
        due_date as target_due_date,
        owner as target_owner
    from in_force
    where version_rank = 1
)

select * from final
