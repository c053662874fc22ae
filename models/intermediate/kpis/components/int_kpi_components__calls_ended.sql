{{ kpi_components(
    rows=ref('fct_calls'),
    date_column='call_ended_date',
    kpis={
        'conversation_duration': kpi_conversation_duration,
        'hold_time': kpi_hold_time,
        'hold_time_of_held_calls': kpi_hold_time_of_held_calls,
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
