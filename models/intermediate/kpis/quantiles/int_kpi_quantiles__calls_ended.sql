{{ kpi_quantiles(
    rows=ref('fct_calls'),
    date_column='call_ended_date',
    kpis={
        'conversation_duration': kpi_conversation_duration,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
