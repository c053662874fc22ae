-- Each agent's own part of a transferred call.
{{ kpi_components(
    rows=ref('int_call_legs_by_agent'),
    date_column='leg_ended_date',
    kpis={
        'conversation_duration': kpi_conversation_duration,
        'hold_time': kpi_hold_time,
        'hold_time_of_held_calls': kpi_hold_time_of_held_calls,
    },
    slices={
        'agent': 'agent_id',
    },
    include_overall=false
) }}
