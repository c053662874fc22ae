{{ kpi_components(
    rows=ref('int_ticket_flows'),
    date_column='flow_date',
    kpis={
        'clearance_ratio': kpi_clearance_ratio,
        'close_events': kpi_close_events,
        'customer_messages_unanswered': kpi_customer_messages_unanswered,
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
    }
) }}
