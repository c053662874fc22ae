{{ config(materialized=part_materialization()) }}
-- Calls as a whole, and each agent's own part of a transferred call.
{{ kpi_results([
    kpi_components(
        'fct_calls', 'queued_date', slices=slices_of('call'), kpis={
            'queue_wait_time': kpi_queue_wait_time(),
            'queue_wait_time_all': kpi_queue_wait_time_all(),
            'queue_wait_time_customer_view': kpi_queue_wait_time_customer_view(),
            'time_to_abandon': kpi_time_to_abandon(),
            'abandonment_rate': kpi_abandonment_rate(),
            'unresolved_disconnect_rate': kpi_unresolved_disconnect_rate(),
            'service_level': kpi_service_level(),
            'service_level_30s': kpi_service_level_30s(),
            'callback_rate': kpi_callback_rate(),
            'callback_success_rate': kpi_callback_success_rate(),
            'voicemail_rate': kpi_voicemail_rate(),
            'flow_out_rate': kpi_flow_out_rate(),
            'ivr_containment_rate': kpi_ivr_containment_rate(),
            'wait_coverage': kpi_wait_coverage(),
            'agent_non_response_rate': kpi_agent_non_response_rate(),
            'short_abandon_rate': kpi_short_abandon_rate(),
        }
    ),
    kpi_components(
        'fct_calls', 'handled_date', slices=slices_of('call'), kpis={
            'handle_time': kpi_handle_time(),
            'hold_coverage': kpi_hold_coverage(),
            'wrap_coverage': kpi_wrap_coverage(),
            'after_call_work_time': kpi_after_call_work_time(),
        }
    ),
    kpi_components(
        'fct_calls', 'call_ended_date', slices=slices_of('call'), kpis={
            'conversation_duration': kpi_conversation_duration(),
            'hold_time': kpi_hold_time(),
            'hold_time_of_held_calls': kpi_hold_time_of_held_calls(),
            'call_transfer_rate': kpi_call_transfer_rate(),
        }
    ),
    kpi_components_by_period(
        'fct_calls', 'queued_date', slices={'channel': 'channel', 'team': 'team_id'}, kpis={
            'longest_wait': kpi_longest_wait(),
        }
    ),
    kpi_components(
        'int_call_legs_by_agent', 'leg_handled_date', slices={'agent': 'agent_id'}, kpis={
            'handle_time': kpi_handle_time(),
            'hold_coverage': kpi_hold_coverage(),
            'wrap_coverage': kpi_wrap_coverage(),
            'after_call_work_time': kpi_after_call_work_time(),
        }, include_overall=false
    ),
    kpi_components(
        'int_call_legs_by_agent', 'leg_ended_date', slices={'agent': 'agent_id'}, kpis={
            'conversation_duration': kpi_conversation_duration(),
            'hold_time': kpi_hold_time(),
            'hold_time_of_held_calls': kpi_hold_time_of_held_calls(),
        }, include_overall=false
    ),
]) }}
