{{ kpi_components(
    rows=ref('fct_calls'),
    date_column='handled_date',
    kpis={
        'handle_time': kpi_handle_time,
        'hold_coverage': kpi_hold_coverage,
        'wrap_coverage': kpi_wrap_coverage,
        'after_call_work_time': kpi_after_call_work_time,
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
