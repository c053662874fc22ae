{{ kpi_components(
    rows=ref('int_product_movements'),
    date_column='moved_date',
    kpis={
        'defective_returns_of_period': kpi_defective_returns_of_period,
        'defect_share_needing_return': kpi_defect_share_needing_return,
    },
    slices={
        'product': 'product_id',
    }
) }}
