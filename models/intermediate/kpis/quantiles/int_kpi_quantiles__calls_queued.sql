{{ kpi_quantiles(
    rows=ref('fct_calls'),
    date_column='queued_date',
    kpis={
        'queue_wait_time': kpi_queue_wait_time,
        'queue_wait_time_all': kpi_queue_wait_time_all,
        'queue_wait_time_customer_view': kpi_queue_wait_time_customer_view,
        'time_to_abandon': kpi_time_to_abandon,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
