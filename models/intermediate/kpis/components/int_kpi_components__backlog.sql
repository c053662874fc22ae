{%- set kpis = {
    'backlog_open': kpi_backlog_open,
    'backlog_overdue': kpi_backlog_overdue,
    'backlog_overdue_share': kpi_backlog_overdue_share,
} %}

-- A stock is read at the end of its period, never added up over time.
with backlog as (
    select * from {{ ref('backlog_daily') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

reporting_bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

at_period_end as (
    select
        periods.period_grain,
        periods.period_start,
        backlog.slice_name,
        backlog.slice_value,
        backlog.open_tickets,
        backlog.overdue_tickets
    from periods
    cross join reporting_bounds
    inner join backlog
        on backlog.backlog_date = least(periods.period_end, reporting_bounds.as_of_date)
    where
        periods.period_grain != 'rolling_28d'
        and {{ is_published_grain('periods.period_grain', 'backlog.slice_name') }}
),

by_period as (
    select
        period_grain,
        period_start,
        slice_name,
        slice_value,
        {{ kpi_component_columns(kpis) }}
    from at_period_end
    group by period_grain, period_start, slice_name, slice_value
),

final as (
    {{ kpi_component_rows(kpis, 'by_period') }}
)

select * from final
