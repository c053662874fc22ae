{{ config(materialized='table') }}

{{ kpi_components(
    rows=ref('fct_contacts'),
    date_column='contacted_date',
    kpis={
        'contact_volume': kpi_contact_volume,
        'fcr_rate': kpi_fcr_rate,
        'fcr_rate_of_resolved': kpi_fcr_rate_of_resolved,
        'identified_contact_rate': kpi_identified_contact_rate,
        'repeat_contact_share': kpi_repeat_contact_share,
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
        'agent': 'agent_id',
    }
) }}
