{{ config(materialized=part_materialization()) }}
{{ kpi_results([
    kpi_components(
        'fct_sla_targets', 'outcome_date', slices=slices_of('of_ticket', agent='agent_id'), kpis={
            'sla_compliance_rate': kpi_sla_compliance_rate(),
            'sla_first_reply_rate': kpi_sla_first_reply_rate(),
            'sla_next_reply_rate': kpi_sla_next_reply_rate(),
            'sla_resolution_rate': kpi_sla_resolution_rate(),
            'sla_requester_wait_rate': kpi_sla_requester_wait_rate(),
            'sla_agent_work_rate': kpi_sla_agent_work_rate(),
            'sla_pausable_update_rate': kpi_sla_pausable_update_rate(),
            'sla_periodic_update_rate': kpi_sla_periodic_update_rate(),
        }
    ),
    kpi_components(
        'int_ticket_sla_verdicts', 'judged_date', slices=slices_of('of_ticket'), kpis={
            'sla_compliance_rate_of_tickets': kpi_sla_compliance_rate_of_tickets(),
        }
    ),
]) }}
