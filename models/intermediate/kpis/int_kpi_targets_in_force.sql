with targets as (
    select * from {{ ref('kpi_targets') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

in_force as (
    select
        targets.*,
        periods.period_start,
        row_number() over (
            partition by
                targets.kpi_id, targets.statistic, targets.period_grain,
                targets.slice_name, targets.slice_value, periods.period_start
            order by targets.valid_from desc nulls last
        ) as version_rank
    from targets
    inner join periods
        on targets.period_grain = periods.period_grain
    where targets.valid_from is null or targets.valid_from <= periods.period_start
),

final as (
    select * from in_force where version_rank = 1
)

select * from final
