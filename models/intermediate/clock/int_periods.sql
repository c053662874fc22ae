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
    {%- for grain in calendar_grains() if grain in var('kpi_period_grains') %}
    union all
    select distinct
        '{{ grain }}' as period_grain,
        {{ calendar_period_start(grain) }} as period_start,
        {{ calendar_period_end(grain) }} as period_end
    from days
    {%- endfor %}
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
        case
            when starts.period_grain = 'rolling_28d'
                then {{ date_add_days('starts.period_start', -28) }}
            else
                lag(starts.period_start)
                    over (partition by starts.period_grain order by starts.period_start)
        end as previous_period_start,
        starts.period_end >= reporting_bounds.as_of_date as is_unfinished
    from starts
    cross join reporting_bounds
    where starts.period_grain in ({{ "'" ~ var('kpi_period_grains') | join("', '") ~ "'" }})
)

select * from final
