with reporting_bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

days as (
    select dates.*
    from {{ ref('int_dates') }} as dates
    inner join reporting_bounds
        on dates.date_day between reporting_bounds.first_date and reporting_bounds.as_of_date
),

starts as (
    select
        'day' as period_grain,
        date_day as period_start,
        date_day as period_end
    from days
    union all
    select distinct
        'week' as period_grain,
        week_start_date as period_start,
        week_end_date as period_end
    from days
    union all
    select distinct
        'month' as period_grain,
        month_start_date as period_start,
        month_end_date as period_end
    from days
    union all
    select distinct
        'quarter' as period_grain,
        quarter_start_date as period_start,
        quarter_end_date as period_end
    from days
    union all
    -- A rolling window ends with each configured week, and with the newest day.
    select
        'rolling_28d' as period_grain,
        {{ date_add_days('days.date_day', -27) }} as period_start,
        days.date_day as period_end
    from days
    cross join reporting_bounds
    where
        (days.date_day = days.week_end_date or days.date_day = reporting_bounds.as_of_date)
        and {{ date_add_days('days.date_day', -27) }} >= reporting_bounds.first_date
),

final as (
    select
        starts.period_grain,
        starts.period_start,
        starts.period_end,
        starts.period_end >= reporting_bounds.as_of_date as is_unfinished
    from starts
    cross join reporting_bounds
    where starts.period_grain in ({{ "'" ~ var('kpi_period_grains') | join("', '") ~ "'" }})
)

select * from final
