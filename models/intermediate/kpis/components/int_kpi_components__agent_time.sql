-- How busy people are is judged by team: alone, nobody decides how many calls come in.
{{ kpi_components(
    rows=ref('fct_agent_days'),
    date_column='activity_date',
    kpis={
        'occupancy': kpi_occupancy,
        'utilisation': kpi_utilisation,
    },
    slices={
        'team': 'team_id',
    }
) }}
