{{ kpi_components_by_period(
    rows=ref('int_self_service_people'),
    date_column='active_date',
    kpis={
        'self_service_ratio': kpi_self_service_ratio,
        'implied_deflection': kpi_implied_deflection,
    },
    slices={},
    grains=['week', 'month', 'quarter']
) }}
