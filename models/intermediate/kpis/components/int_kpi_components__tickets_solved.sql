{{ kpi_components(
    rows=ref('fct_tickets'),
    date_column='solved_date',
    kpis={
        'tickets_handled': kpi_tickets_handled,
        'resolution_time': kpi_resolution_time,
        'resolution_time_business': kpi_resolution_time_business,
        'ticket_handle_time': kpi_ticket_handle_time,
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
        'agent': 'solved_by_agent_id',
    }
) }}
