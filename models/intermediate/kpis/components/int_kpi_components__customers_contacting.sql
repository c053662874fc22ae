-- Distinct customers cannot be added up from days.
{{ kpi_components_by_period(
    rows=ref('fct_contacts'),
    date_column='contacted_date',
    kpis={
        'contacts_per_customer': kpi_contacts_per_customer,
        'repeat_contact_rate': kpi_repeat_contact_rate,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
