{{ kpi_components(
    rows=ref('fct_sla_targets'),
    date_column='outcome_date',
    kpis={
        'sla_compliance_rate': kpi_sla_compliance_rate,
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
