{{ kpi_components(
    rows=ref('fct_calls'),
    date_column='queued_date',
    kpis={
        'queue_wait_time': kpi_queue_wait_time,
        'queue_wait_time_all': kpi_queue_wait_time_all,
        'queue_wait_time_customer_view': kpi_queue_wait_time_customer_view,
        'time_to_abandon': kpi_time_to_abandon,
        'abandonment_rate': kpi_abandonment_rate,
        'unresolved_disconnect_rate': kpi_unresolved_disconnect_rate,
        'service_level': kpi_service_level,
        'service_level_30s': kpi_service_level_30s,
        'callback_rate': kpi_callback_rate,
        'callback_success_rate': kpi_callback_success_rate,
        'voicemail_rate': kpi_voicemail_rate,
        'flow_out_rate': kpi_flow_out_rate,
        'ivr_containment_rate': kpi_ivr_containment_rate,
        'wait_coverage': kpi_wait_coverage,
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
