{{ config(materialized=part_materialization()) }}
{%- set slices = slices_of('backlog') -%}
{%- set grains = recomputed_grains(['week', 'month']) -%}
{%- set ages -%}
    (
        select
            period_ends.period_grain, period_ends.period_start, spans.ticket_id,
            tickets.{{ slices.values() | join(', tickets.') }},
            {{ seconds_between('tickets.created_at', 'period_ends.ends_at') }} as age_seconds
        from (
            select
                periods.period_grain, periods.period_start,
                least(periods.period_end, bounds.as_of_date) as stock_date,
                least({{ local_midnight(date_add_days('periods.period_end', 1)) }}, as_of.as_of) as ends_at
            from {int_periods} as periods
            cross join {int_reporting_bounds} as bounds
            cross join {int_as_of} as as_of
            where periods.period_grain in ('{{ grains | join("', '") }}')
        ) as period_ends
        inner join (
            select
                ticket_id,
                {{ report_date('entered_at') }} as entered_date,
                {{ report_date('left_at') }} as left_date
            from {int_ticket_open_spans}
        ) as spans
            on
                period_ends.stock_date >= spans.entered_date
                and period_ends.stock_date < coalesce(spans.left_date, date '9999-12-31')
        inner join {{ with_extra_slices('fct_tickets') }} as tickets on spans.ticket_id = tickets.ticket_id
    )
{%- endset -%}
{%- set work = {'backlog_days_of_work': kpi_backlog_days_of_work()} -%}
{%- set days_before = 'backlog_date between ' ~ date_add_days('least($end, bounds.as_of_date)', -27)
    ~ ' and least($end, bounds.as_of_date)' -%}
{%- do register_kpis(
    work, {'channel': 'slice_value', 'team': 'slice_value'}, period='true',
    rows='(select backlog.*, '
    ~ 'case when backlog_date = least($end, bounds.as_of_date) then open_tickets else 0 end as open_at_end, '
    ~ 'solved_tickets / cast(28 as ' ~ type_double() ~ ') as solved_a_day '
    ~ 'from {int_backlog_days} as backlog cross join {int_reporting_bounds} as bounds '
    ~ 'where slice_name = $slice_name and ' ~ days_before ~ ')'
) %}

-- How old what is open is, and for how many days of work it is enough at the pace of four weeks.
with backlog as (
    select
        slice_name,
        slice_value,
        backlog_date,
        open_tickets as open_at_end,
        sum(solved_tickets) over four_weeks / cast(28 as {{ type_double() }}) as solved_a_day,
        count(*) over four_weeks as known_days
    from {{ ref('int_backlog_days') }}
    where slice_name in ('overall', 'channel', 'team')
    window four_weeks as (
        partition by slice_name, slice_value order by backlog_date
        rows between 27 preceding and current row
    )
),

at_period_end as (
    select
        periods.period_grain,
        periods.period_start,
        backlog.slice_name,
        backlog.slice_value,
        backlog.open_at_end,
        backlog.solved_a_day
    from {{ ref('int_periods') }} as periods
    cross join {{ ref('int_reporting_bounds') }} as bounds
    inner join backlog
        on backlog.backlog_date = least(periods.period_end, bounds.as_of_date)
    where
        backlog.known_days = 28
        and periods.period_grain != 'rolling_28d'
        and {{ is_published_grain('periods.period_grain', 'backlog.slice_name') }}
),

by_period as (
    {{ kpi_sums('at_period_end', work) }}
)

{{ kpi_component_rows(work, 'by_period') }}
union all
select * from (
    {{ kpi_components_of_periods(ages, slices=slices, quantile_grains=grains, kpis={
        'backlog_age': kpi_backlog_age(),
        'oldest_open_ticket': kpi_oldest_open_ticket(),
    }) }}
) as aged
