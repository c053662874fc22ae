{{ kpi_quantiles(
    rows=ref('fct_tickets'),
    date_column='first_solved_date',
    kpis={
        'first_resolution_time': kpi_first_resolution_time,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
