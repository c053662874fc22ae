{{ kpi_quantiles(
    rows=ref('fct_tickets'),
    date_column='created_date',
    kpis={
        'first_response_time_by_created': kpi_first_response_time_by_created,
        'resolution_time_by_created': kpi_resolution_time_by_created,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
