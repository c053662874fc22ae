{{ kpi_quantiles(
    rows=ref('fct_tickets'),
    date_column='first_reply_date',
    kpis={
        'first_response_time': kpi_first_response_time,
        'first_response_time_business': kpi_first_response_time_business,
        'first_response_time_team_view': kpi_first_response_time_team_view,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
