with periods as (
    select * from {{ ref('int_periods') }}
),

dates as (
    select date_day from {{ ref('int_dates') }}
),

final as (
    select
        periods.period_grain,
        periods.period_start,
        periods.period_end,
        dates.date_day
    from periods
    inner join dates
        on dates.date_day between periods.period_start and periods.period_end
)

select * from final
