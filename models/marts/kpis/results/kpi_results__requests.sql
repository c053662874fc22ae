{{ config(materialized=part_materialization()) }}
{{ kpi_results([
    kpi_components(
        'fct_requests', 'requested_date', slices=slices_of('of_ticket'), kpis={
            'missed_rate': kpi_missed_rate(),
            'never_answered_rate': kpi_never_answered_rate(),
        }
    ),
]) }}
