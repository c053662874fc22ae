{{ kpi_quantiles(
    rows=ref('fct_replies'),
    date_column='replied_date',
    kpis={
        'reply_time': kpi_reply_time,
        'reply_time_business': kpi_reply_time_business,
        'next_reply_time': kpi_next_reply_time,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
