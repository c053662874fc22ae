{{ kpi_quantiles(
    rows=ref('fct_tickets'),
    date_column='solved_date',
    kpis={
        'resolution_time': kpi_resolution_time,
        'resolution_time_business': kpi_resolution_time_business,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
