{{ kpi_results([
    kpi_components(
        'fct_sla_targets', 'outcome_date', slices=slices_of('of_ticket', agent='agent_id'), kpis={
            'sla_compliance_rate': kpi_sla_compliance_rate(),
        }
    ),
    kpi_components(
        'int_ticket_sla_verdicts', 'judged_date', slices=slices_of('of_ticket'), kpis={
            'sla_compliance_rate_of_tickets': kpi_sla_compliance_rate_of_tickets(),
        }
    ),
]) }}
