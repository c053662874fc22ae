{{ kpi_components_by_period(
    rows=ref('fct_tickets'),
    date_column='created_date',
    kpis={
        'received_and_resolved_same_period': kpi_received_and_resolved_same_period,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    },
    grains=var('kpi_period_grains')
) }}
