{{ kpi_quantiles(
    rows=ref('fct_ticket_journeys'),
    date_column='solved_date',
    kpis={
        'requester_wait_time': kpi_requester_wait_time,
        'agent_wait_time': kpi_agent_wait_time,
        'on_hold_time': kpi_on_hold_time,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
