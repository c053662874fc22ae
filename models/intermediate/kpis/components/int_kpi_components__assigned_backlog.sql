{#- Tickets that an agent holds at the end of a period, never added up over time. -#}
{%- set slices = {'team': 'team_id', 'agent': 'agent_id'} -%}
{%- do remember_rows(
    {'open_assigned': kpi_open_assigned}, {'team': 'team_id', 'agent': 'slice_value'},
    rows="(
        select backlog.*, agents.team_id, 1 as holding_agents
        from {backlog_daily} as backlog
        left join {int_agents_current} as agents on backlog.slice_value = agents.agent_id
        where
            backlog.slice_name = 'agent' and backlog.slice_value != 'unassigned'
            and backlog.open_tickets > 0
            and not coalesce(agents.is_bot, false) and not coalesce(agents.is_test, false)
    )",
    period='backlog_date = (select least($end, as_of_date) from {int_reporting_bounds})'
) -%}

with backlog as (
    select * from {{ ref('int_backlog_days') }}
    where slice_name = 'agent' and slice_value != 'unassigned' and open_tickets > 0
),

agents as (
    select * from {{ ref('int_agents_current') }}
),

periods as (
    select * from {{ ref('int_periods') }}
    where period_grain in ('week', 'month', 'quarter')
),

reporting_bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

held as (
    select
        periods.period_grain,
        periods.period_start,
        coalesce(agents.team_id, '{{ missing_slice_value("team") }}') as slice_team,
        backlog.slice_value as slice_agent,
        backlog.open_tickets,
        1 as holding_agents
    from periods
    cross join reporting_bounds
    inner join backlog
        on backlog.backlog_date = least(periods.period_end, reporting_bounds.as_of_date)
    left join agents
        on backlog.slice_value = agents.agent_id
    where not coalesce(agents.is_bot, false) and not coalesce(agents.is_test, false)
),

final as (
    select
        'open_assigned' as kpi_id,
        {{ kpi_open_assigned('statistic') }} as statistic,
        period_grain,
        period_start,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        cast({{ kpi_open_assigned('numerator') }} as {{ type_double() }}) as numerator,
        cast({{ kpi_open_assigned('denominator') }} as {{ type_double() }}) as denominator,
        cast({{ kpi_open_assigned('sum_of_squares') }} as {{ type_double() }}) as sum_of_squares,
        cast({{ kpi_open_assigned('immature_count') }} as {{ type_double() }}) as immature_count
    from held
    {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
)

select * from final
