{{ kpi_components(
    rows=ref('fct_calls'),
    date_column='queued_date',
    kpis={
        'queue_wait_time': kpi_queue_wait_time,
        'queue_wait_time_all': kpi_queue_wait_time_all,
        'time_to_abandon': kpi_time_to_abandon,
        'abandonment_rate': kpi_abandonment_rate,
        'unresolved_disconnect_rate': kpi_unresolved_disconnect_rate,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
        'topic': 'topic_id',
        'customer_segment': 'customer_segment',
        'language': 'language',
        'country': 'country',
        'queue': 'queue_id',
    }
) }}
