{{ kpi_components(
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
        'priority': 'priority',
        'topic': 'topic_id',
        'product': 'product_id',
        'ticket_type': 'ticket_type',
        'customer_segment': 'customer_segment',
        'language': 'language',
        'country': 'country',
        'agent': 'agent_id',
    }
) }}
