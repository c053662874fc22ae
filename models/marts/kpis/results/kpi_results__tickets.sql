{{ kpi_results([
    kpi_components(
        'fct_tickets', 'created_date', slices=slices_of('ticket', agent='owner_agent_id', team='created_team_id'), kpis={
            'ticket_volume': kpi_ticket_volume(),
            'resolution_rate': kpi_resolution_rate(),
            'resolution_rate_to_date': kpi_resolution_rate_to_date(),
            'sla_coverage': kpi_sla_coverage(),
            'first_response_time_by_created': kpi_first_response_time_by_created(),
            'resolution_time_by_created': kpi_resolution_time_by_created(),
        }
    ),
    kpi_components(
        'fct_tickets', 'first_touch_date', slices=slices_of('ticket', team='first_touch_team_id'), kpis={
            'first_touch_time': kpi_first_touch_time(),
        }
    ),
    kpi_components(
        'fct_tickets', 'first_reply_date', slices=slices_of('ticket', agent='first_reply_agent_id', team='first_reply_team_id'), kpis={
            'first_response_time': kpi_first_response_time(),
            'first_response_time_business': kpi_first_response_time_business(),
            'first_response_time_team_view': kpi_first_response_time_team_view(),
        }
    ),
    kpi_components(
        'fct_tickets', 'first_solved_date', slices=slices_of('ticket', agent='owner_agent_id', team='first_solved_team_id'), kpis={
            'first_resolution_time': kpi_first_resolution_time(),
        }
    ),
    kpi_components(
        'fct_tickets', 'solved_date', slices=slices_of('ticket', agent='solved_by_agent_id', team='solved_team_id'), kpis={
            'tickets_handled': kpi_tickets_handled(),
            'resolution_time': kpi_resolution_time(),
            'resolution_time_business': kpi_resolution_time_business(),
            'ticket_handle_time': kpi_ticket_handle_time(),
        }
    ),
    kpi_components(
        'fct_tickets', 'fulfilled_date', slices=slices_of('ticket', team='fulfilled_team_id'), kpis={
            'resolution_time_to_fulfilment': kpi_resolution_time_to_fulfilment(),
        }
    ),
    kpi_components_by_period(
        'fct_tickets', 'created_date', slices={'channel': 'channel', 'team': 'created_team_id'}, kpis={
            'received_and_resolved_same_period': kpi_received_and_resolved_same_period(),
        }, grains=var('kpi_period_grains')
    ),
    kpi_components(
        'int_ticket_flows', 'flow_date', slices=slices_of('ticket'), kpis={
            'clearance_ratio': kpi_clearance_ratio(),
            'close_events': kpi_close_events(),
            'customer_messages_unanswered': kpi_customer_messages_unanswered(),
        }
    ),
]) }}
