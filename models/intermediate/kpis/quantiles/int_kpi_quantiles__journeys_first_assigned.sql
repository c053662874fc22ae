{{ kpi_quantiles(
    rows=ref('fct_ticket_journeys'),
    date_column='first_assigned_date',
    kpis={
        'first_assignment_time': kpi_first_assignment_time,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
