{{ config(materialized=part_materialization()) }}
{{ kpi_results([
    kpi_components(
        'fct_replies', 'replied_date', slices=slices_of('of_ticket', agent='agent_id'), kpis={
            'reply_time': kpi_reply_time(),
            'reply_time_business': kpi_reply_time_business(),
            'next_reply_time': kpi_next_reply_time(),
        }
    ),
]) }}
