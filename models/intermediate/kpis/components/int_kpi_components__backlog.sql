{%- set kpis = {
    'backlog_open': kpi_backlog_open,
    'backlog_overdue': kpi_backlog_overdue,
    'backlog_overdue_share': kpi_backlog_overdue_share,
} %}
{%- set ticket_slices = {
    'channel': 'channel', 'product': 'product_id', 'ticket_type': 'ticket_type',
    'customer_segment': 'customer_segment', 'language': 'language', 'country': 'country',
    'extra_slice_1': 'extra_slice_1', 'extra_slice_2': 'extra_slice_2',
    'extra_slice_3': 'extra_slice_3',
} -%}
{%- set tickets_of_spans -%}
    (
        select spans.*, tickets.{{ ticket_slices.values() | join(', tickets.') }}
        from {int_ticket_open_spans} as spans
        inner join {fct_tickets} as tickets on spans.ticket_id = tickets.ticket_id
    )
{%- endset -%}
{%- set attributes_of_spans = (
    '(select * from {int_backlog_attribute_spans} where slice_name = $slice_name)'
) -%}
{%- do remember_rows(
    kpis, ticket_slices, rows=explained_backlog(tickets_of_spans, 'rows'),
    period=explained_backlog(none, 'period')
) -%}
{%- do remember_rows(
    kpis, {
        'team': 'slice_value', 'agent': 'slice_value',
        'priority': 'slice_value', 'topic': 'slice_value',
    },
    rows=explained_backlog(attributes_of_spans, 'rows'), period=explained_backlog(none, 'period'),
    include_overall=false
) %}

-- A stock is read at the end of its period, never added up over time.
with backlog as (
    select * from {{ ref('int_backlog_days') }}
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
