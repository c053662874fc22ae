{{ kpi_components(
    rows=ref('int_ticket_sla_verdicts'),
    date_column='judged_date',
    kpis={
        'sla_compliance_rate_of_tickets': kpi_sla_compliance_rate_of_tickets,
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
