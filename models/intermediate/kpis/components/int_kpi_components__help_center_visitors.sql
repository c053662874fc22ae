{{ kpi_components_by_period(
    rows=ref('int_help_center_actions'),
    date_column='occurred_date',
    kpis={
        'unique_viewers': kpi_unique_viewers,
    },
    slices={},
    grains=['day', 'week', 'month', 'quarter', 'rolling_28d']
) }}
