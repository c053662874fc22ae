{{ config(materialized=part_materialization()) }}
{%- set kpis = {'waiting_first_reply': kpi_waiting_first_reply()} -%}
{%- set slices = dict(slices_of('backlog'), handled_by='handled_by') -%}
{%- set waits = with_extra_slices('int_ticket_first_waits') -%}
{%- set period = report_date('waiting_since') ~ ' <= $end and (waited_until is null or '
    ~ report_date('waited_until') ~ ' > $end)' -%}
{%- do register_kpis(
    kpis, slices, period=period,
    rows='(select *, 1 as waiting_tickets from ' ~ waits ~ ' where slice_name is null)'
) -%}
{%- do register_kpis(
    kpis, {'team': 'slice_value', 'priority': 'slice_value', 'topic': 'slice_value'}, period=period,
    rows='(select *, 1 as waiting_tickets from {int_ticket_first_waits} where slice_name = $slice_name)',
    include_overall=false
) %}

with waits as (
    select
        first_waits.*,
        {{ slice_columns(slices, 'values') }}
        true as is_waiting
    from {{ with_refs(waits) }} as first_waits
),

changes as (
    {%- for column, change in {'waiting_since': 1, 'waited_until': -1}.items() %}
    {{ 'union all' if not loop.first }}
    select
        waits.*,
        {{ report_date(column) }} as change_date,
        {{ change }} as change
    from waits
    where {{ column }} is not null
    {%- endfor %}
),

by_day as (
    select
        change_date,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        sum(change) as change
    from changes
    where changes.slice_name is null
    {{ slice_grouping_sets(slices, 'change_date') }}
    union all
    select
        change_date,
        slice_name,
        slice_value,
        sum(change) as change
    from changes
    where slice_name in ('{{ var("kpi_slices") | join("', '") }}')
    group by change_date, slice_name, slice_value
),

folded_by_day as (
    select
        by_day.change_date,
        by_day.slice_name,
        {{ folded_slice_value('by_day') }} as slice_value,
        sum(by_day.change) as day_change
    from by_day
    {{ join_folded('by_day') }}
    group by 1, 2, 3
),

running as (
    select
        *,
        lead(change_date) over by_slice as next_change_date,
        sum(day_change) over by_slice as waiting_tickets
    from folded_by_day
    window by_slice as (partition by slice_name, slice_value order by change_date)
),

-- A stock is read at the end of its period, never added up over time.
at_period_end as (
    select
        periods.period_grain,
        periods.period_start,
        running.slice_name,
        running.slice_value,
        running.waiting_tickets
    from {{ ref('int_periods') }} as periods
    cross join {{ ref('int_reporting_bounds') }} as bounds
    inner join running
        on least(periods.period_end, bounds.as_of_date) >= running.change_date
        and least(periods.period_end, bounds.as_of_date)
        < coalesce(running.next_change_date, date '9999-12-31')
    where
        periods.period_grain != 'rolling_28d'
        and {{ is_published_grain('periods.period_grain', 'running.slice_name') }}
),

by_period as (
    {{ kpi_sums('at_period_end', kpis) }}
)

{{ kpi_component_rows(kpis, 'by_period') }}
