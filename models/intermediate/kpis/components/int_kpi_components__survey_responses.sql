{{ kpi_components(
    rows=ref('fct_survey_responses'),
    date_column='responded_date',
    kpis={
        'csat': kpi_csat,
        'csat_top_two_box': kpi_csat_top_two_box,
        'csat_mean': kpi_csat_mean,
        'csat_mean_1_to_5': kpi_csat_mean_1_to_5,
        'nps_transactional': kpi_nps_transactional,
        'ces': kpi_ces,
        'ces_mean': kpi_ces_mean,
        'low_score_rate': kpi_low_score_rate,
        'complaint_satisfaction_rate': kpi_complaint_satisfaction_rate,
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
