{%- do register_kpis(
    {'agent_score': kpi_agent_score()}, {'agent': 'agent_id'}, rows='{int_agent_score_components}',
    period='month_start_date = $start', part='components', include_overall=false
) %}
-- How busy people are is told by team: alone, nobody decides how many calls come in. Scores exist by
-- month only; teams and the whole are the mean of their agents by solved tickets.
{{ kpi_results([
    kpi_components(
        'fct_agent_days', 'activity_date', slices={'team': 'team_id', 'agent': 'agent_id'}, kpis={
            'agent_load': kpi_agent_load(),
            'assigned_load': kpi_assigned_load(),
        }
    ),
    kpi_components(
        'fct_agent_days', 'activity_date', slices={'team': 'team_id'}, kpis={
            'occupancy': kpi_occupancy(),
            'utilisation': kpi_utilisation(),
        }
    ),
    kpi_components_of_periods(
        "(select *, 'month' as period_grain, month_start_date as period_start from {int_agent_scores})",
        slices={'team': 'team_id', 'agent': 'agent_id'}, kpis={
            'agent_score': kpi_agent_score(),
        }
    ),
]) }}
