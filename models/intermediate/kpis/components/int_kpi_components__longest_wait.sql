-- The greatest of a week is not the greatest of its days' sum: from the rows.
{{ kpi_components_by_period(
    rows=ref('fct_calls'),
    date_column='queued_date',
    kpis={
        'longest_wait': kpi_longest_wait,
    },
    slices={
        'channel': 'channel',
        'team': 'team_id',
    }
) }}
