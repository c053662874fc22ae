{{ kpi_components(
    rows=ref('int_survey_invitations'),
    date_column='sent_date',
    kpis={
        'survey_response_rate': kpi_survey_response_rate,
        'csat_of_surveys_sent': kpi_csat_of_surveys_sent,
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
