{{ kpi_components(
    rows=ref('int_shipped_products'),
    date_column='shipped_date',
    kpis={
        'defective_return_rate': kpi_defective_return_rate,
    },
    slices={
        'product': 'product_id',
        'customer_segment': 'customer_segment',
        'language': 'language',
        'country': 'country',
    }
) }}
