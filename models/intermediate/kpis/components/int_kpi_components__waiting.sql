{%- set slices = {
    'channel': 'channel',
    'team': 'team_id',
    'priority': 'priority',
    'topic': 'topic_id',
    'product': 'product_id',
    'ticket_type': 'ticket_type',
    'customer_segment': 'customer_segment',
    'language': 'language',
    'country': 'country',
    'handled_by': 'handled_by',
    'extra_slice_1': 'extra_slice_1',
    'extra_slice_2': 'extra_slice_2',
    'extra_slice_3': 'extra_slice_3',
} -%}
{%- do remember_rows(
    {'waiting_first_reply': kpi_waiting_first_reply}, slices,
    rows='(select *, 1 as waiting_tickets from {int_ticket_first_waits})',
    period=report_date('waiting_since') ~ ' <= $end and (waited_until is null or '
    ~ report_date('waited_until') ~ ' > $end)'
) %}

with waits as (
    select
        first_waits.*,
        {{ slice_columns(slices, 'values') }}
        true as is_waiting
    from {{ ref('int_ticket_first_waits') }} as first_waits
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

running as (
    select
        slice_name,
        slice_value,
        change_date,
        lead(change_date) over by_slice as next_change_date,
        sum(change) over by_slice as waiting_tickets
    from by_day
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

final as (
    select
        'waiting_first_reply' as kpi_id,
        {{ kpi_waiting_first_reply('statistic') }} as statistic,
        period_ends.period_grain,
        period_ends.period_start,
        running.slice_name,
        running.slice_value,
        {%- for part in ['numerator', 'denominator', 'sum_of_squares', 'immature_count'] %}
        cast({{ kpi_waiting_first_reply(part) }} as {{ type_double() }})
            as {{ part }}{{ ',' if not loop.last }}
        {%- endfor %}
    from period_ends
    inner join running
        on
            period_ends.stock_date >= running.change_date
            and period_ends.stock_date < coalesce(running.next_change_date, date '9999-12-31')
    where {{ is_published_grain('period_ends.period_grain', 'running.slice_name') }}
    group by 3, 4, 5, 6
)

select * from final
