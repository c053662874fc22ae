{%- set kpis = {'waiting_first_reply': kpi_waiting_first_reply()} -%}
{%- set slices = slices_of('ticket') -%}
{%- set waits = with_extra_slices('int_ticket_first_waits') -%}
{%- do register_kpis(
    kpis, slices,
    rows='(select *, 1 as waiting_tickets from ' ~ waits ~ ')',
    period=report_date('waiting_since') ~ ' <= $end and (waited_until is null or '
    ~ report_date('waited_until') ~ ' > $end)'
) %}

with waits as (
    select
        first_waits.*,
        {{ slice_columns(slices, 'values') }}
        true as is_waiting
    from {{ with_refs(waits) }} as first_waits
),

changes as (
    select
        waits.*,
        {{ report_date('waiting_since') }} as change_date,
        1 as change
    from waits
    union all
    select
        waits.*,
        {{ report_date('waited_until') }} as change_date,
        -1 as change
    from waits
    where waited_until is not null
),

by_day as (
    select
        change_date,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        sum(change) as change
    from changes
    {{ slice_grouping_sets(slices, 'change_date') }}
),

folded_by_day as (
    select
        by_day.change_date,
        by_day.slice_name,
        {{ folded_slice_value('by_day') }} as slice_value,
        sum(by_day.change) as change
    from by_day
    {{ join_folded('by_day') }}
    group by 1, 2, 3
),

running as (
    select
        slice_name,
        slice_value,
        change_date,
        lead(change_date) over by_slice as next_change_date,
        sum(change) over by_slice as waiting_tickets
    from folded_by_day
    window by_slice as (partition by slice_name, slice_value order by change_date)
),

-- A stock is read at the end of its period, never added up over time.
period_ends as (
    select
        periods.period_grain,
        periods.period_start,
        least(periods.period_end, reporting_bounds.as_of_date) as stock_date
    from {{ ref('int_periods') }} as periods
    cross join {{ ref('int_reporting_bounds') }} as reporting_bounds
    where periods.period_grain != 'rolling_28d'
),

at_period_end as (
    select
        period_ends.period_grain,
        period_ends.period_start,
        running.slice_name,
        running.slice_value,
        running.waiting_tickets
    from period_ends
    inner join running
        on
            period_ends.stock_date >= running.change_date
            and period_ends.stock_date < coalesce(running.next_change_date, date '9999-12-31')
    where {{ is_published_grain('period_ends.period_grain', 'running.slice_name') }}
),

by_period as (
    {{ kpi_sums('at_period_end', kpis) }}
),

final as (
    {{ kpi_component_rows(kpis, 'by_period') }}
)

select * from final
