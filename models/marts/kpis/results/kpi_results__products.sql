{{ config(materialized=part_materialization()) }}
{{ kpi_results([
    kpi_components(
        'int_shipped_products', 'shipped_date', slices=dict({'product': 'product_id'}, **slices_of('customer')), kpis={
            'defective_return_rate': kpi_defective_return_rate(),
        }
    ),
    kpi_components(
        'int_product_movements', 'moved_date', slices={'product': 'product_id'}, kpis={
            'defective_returns_of_period': kpi_defective_returns_of_period(),
            'defect_share_needing_return': kpi_defect_share_needing_return(),
        }
    ),
]) }}
