{{ kpi_components(
    rows=ref('fct_requests'),
    date_column='requested_date',
    kpis={
        'missed_rate': kpi_missed_rate,
        'never_answered_rate': kpi_never_answered_rate,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
        'priority': 'priority',
        'topic': 'topic_id',
        'product': 'product_id',
        'ticket_type': 'ticket_type',
        'customer_segment': 'customer_segment',
        'language': 'language',
        'country': 'country',
    }
) }}
