-- Each agent's own part of a transferred call.
{{ kpi_components(
    rows=ref('int_call_legs_by_agent'),
    date_column='leg_handled_date',
    kpis={
        'handle_time': kpi_handle_time,
        'hold_coverage': kpi_hold_coverage,
        'wrap_coverage': kpi_wrap_coverage,
        'after_call_work_time': kpi_after_call_work_time,
    },
    slices={
        'agent': 'agent_id',
    },
    include_overall=false
) }}
