{{ kpi_components(
    rows=ref('int_low_scores'),
    date_column='responded_date',
    kpis={
        'low_score_follow_up_rate': kpi_low_score_follow_up_rate,
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
