{{ config(materialized='table') }}

{{ kpi_components(
    rows=ref('fct_ticket_journeys'),
    date_column='created_date',
    kpis={
        'unresolved_rate': kpi_unresolved_rate,
        'complaint_count': kpi_complaint_count,
        'complaint_rate': kpi_complaint_rate,
        'complaint_resolution_rate': kpi_complaint_resolution_rate,
        'topic_coverage': kpi_topic_coverage,
        'spam_rate': kpi_spam_rate,
        'merge_rate': kpi_merge_rate,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
        'priority': 'priority',
        'topic': 'topic_id',
        'product': 'product_id',
        'ticket_type': 'ticket_type',
        'customer_segment': 'customer_segment',
        'language': 'language',
        'country': 'country',
        'handled_by': 'handled_by',
        'extra_slice_1': 'extra_slice_1',
        'extra_slice_2': 'extra_slice_2',
        'extra_slice_3': 'extra_slice_3',
        'agent': 'assignee_id',
    }
) }}
