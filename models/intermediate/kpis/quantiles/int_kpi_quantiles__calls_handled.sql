{{ kpi_quantiles(
    rows=ref('fct_calls'),
    date_column='handled_date',
    kpis={
        'handle_time': kpi_handle_time,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
