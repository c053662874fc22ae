{{ config(materialized=part_materialization()) }}
{%- set kpis = {
    'backlog_open': kpi_backlog_open(),
    'backlog_overdue': kpi_backlog_overdue(),
    'backlog_overdue_share': kpi_backlog_overdue_share(),
} %}
{%- set ticket_slices = slices_of('backlog') -%}
{%- set due_at -%}
    case when tickets.resolution_due_at <= as_of.as_of then tickets.resolution_due_at end as resolution_due_at
{%- endset -%}
{%- set tickets_of_spans -%}
    (
        select spans.*, {{ due_at }}, tickets.{{ ticket_slices.values() | join(', tickets.') }}
        from {int_ticket_open_spans} as spans
        cross join {int_as_of} as as_of
        inner join {{ with_extra_slices('fct_tickets') }} as tickets on spans.ticket_id = tickets.ticket_id
    )
{%- endset -%}
{%- set attributes_of_spans -%}
    (
        select spans.*, {{ due_at }}
        from {int_backlog_attribute_spans} as spans
        cross join {int_as_of} as as_of
        inner join {fct_tickets} as tickets on spans.ticket_id = tickets.ticket_id
        where spans.slice_name = $slice_name
    )
{%- endset -%}
{%- do register_kpis(
    kpis, ticket_slices, rows=explained_backlog(tickets_of_spans, 'rows'),
    period=explained_backlog(none, 'period')
) -%}
{%- do register_kpis(
    kpis, {
        'team': 'slice_value', 'agent': 'slice_value',
        'priority': 'slice_value', 'topic': 'slice_value',
    },
    rows=explained_backlog(attributes_of_spans, 'rows'), period=explained_backlog(none, 'period'),
    include_overall=false
) %}

-- A stock is read at the end of its period, never added up over time.
with at_period_end as (
    select
        periods.period_grain,
        periods.period_start,
        backlog.slice_name,
        backlog.slice_value,
        backlog.open_tickets,
        backlog.overdue_tickets
    from {{ ref('int_periods') }} as periods
    cross join {{ ref('int_reporting_bounds') }} as bounds
    inner join {{ ref('int_backlog_days') }} as backlog
        on backlog.backlog_date = least(periods.period_end, bounds.as_of_date)
    where
        periods.period_grain != 'rolling_28d'
        and {{ is_published_grain('periods.period_grain', 'backlog.slice_name') }}
),

by_period as (
    {{ kpi_sums('at_period_end', kpis) }}
),

stocks as (
    {{ kpi_component_rows(kpis, 'by_period') }}
)

select * from stocks
union all
select * from (
    {{ kpi_components_of_periods(
        held_tickets(), slices={'team': 'team_id', 'agent': 'agent_id'}, kpis={
            'open_assigned': kpi_open_assigned(),
        }
    ) }}
) as held
