{{ config(materialized=part_materialization()) }}
{{ kpi_results([
    kpi_components(
        'fct_contacts', 'contacted_date', slices=slices_of('contact', agent='agent_id'), kpis={
            'contact_volume': kpi_contact_volume(),
            'fcr_rate': kpi_fcr_rate(),
            'fcr_rate_of_resolved': kpi_fcr_rate_of_resolved(),
            'identified_contact_rate': kpi_identified_contact_rate(),
            'repeat_contact_share': kpi_repeat_contact_share(),
        }
    ),
    kpi_components_by_period(
        'fct_contacts', 'contacted_date', slices={'channel': 'channel', 'team': 'team_id'}, kpis={
            'contacts_per_customer': kpi_contacts_per_customer(),
            'repeat_contact_rate': kpi_repeat_contact_rate(),
        }
    ),
]) }}
