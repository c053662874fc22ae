{{ kpi_components(
    rows=ref('fct_tickets'),
    date_column='fulfilled_date',
    kpis={
        'resolution_time_to_fulfilment': kpi_resolution_time_to_fulfilment,
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
