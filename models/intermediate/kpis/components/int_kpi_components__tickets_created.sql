{{ config(materialized='table') }}

{{ kpi_components(
    rows=ref('fct_tickets'),
    date_column='created_date',
    kpis={
        'ticket_volume': kpi_ticket_volume,
        'resolution_rate': kpi_resolution_rate,
        'resolution_rate_to_date': kpi_resolution_rate_to_date,
        'sla_coverage': kpi_sla_coverage,
        'first_response_time_by_created': kpi_first_response_time_by_created,
        'resolution_time_by_created': kpi_resolution_time_by_created,
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
        'agent': 'owner_agent_id',
    }
) }}
