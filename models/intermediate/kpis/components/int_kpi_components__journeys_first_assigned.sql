{{ kpi_components(
    rows=ref('fct_ticket_journeys'),
    date_column='first_assigned_date',
    kpis={
        'first_assignment_time': kpi_first_assignment_time,
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
        'handled_by': 'handled_by',
        'extra_slice_1': 'extra_slice_1',
        'extra_slice_2': 'extra_slice_2',
        'extra_slice_3': 'extra_slice_3',
        'agent': 'first_assigned_agent_id',
    }
) }}
