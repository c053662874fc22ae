{{ kpi_components(
    rows=ref('fct_tickets'),
    date_column='first_reply_date',
    kpis={
        'first_response_time': kpi_first_response_time,
        'first_response_time_business': kpi_first_response_time_business,
        'first_response_time_team_view': kpi_first_response_time_team_view,
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
        'agent': 'first_reply_agent_id',
    }
) }}
