{{ kpi_components(
    rows=ref('fct_agent_days'),
    date_column='activity_date',
    kpis={
        'agent_load': kpi_agent_load,
        'assigned_load': kpi_assigned_load,
    },
    slices={
        'team': 'team_id',
        'agent': 'agent_id',
    }
) }}
