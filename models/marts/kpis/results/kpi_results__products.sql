{{ config(materialized=part_materialization()) }}
{#- What left and what came back, each on its own day. -#}
{%- set movements -%}
(
    select
        shipped_date as moved_date,
        product_id,
        shipped_units,
        0 as defective_units,
        0 as decided_units,
        0 as given_back_units
    from {int_shipped_products}
    union all
    select
        received_date as moved_date,
        product_id,
        0 as shipped_units,
        units as defective_units,
        case when resolution is not null then units else 0 end as decided_units,
        given_back_units
    from {int_product_returns_scoped}
    where is_defective
)
{%- endset -%}
{{ kpi_results([
    kpi_components(
        'int_shipped_products', 'shipped_date', slices=dict({'product': 'product_id'}, **slices_of('customer')), kpis={
            'defective_return_rate': kpi_defective_return_rate(),
        }
    ),
    kpi_components(
        movements, 'moved_date', slices={'product': 'product_id'}, kpis={
            'defective_returns_of_period': kpi_defective_returns_of_period(),
            'defect_share_needing_return': kpi_defect_share_needing_return(),
        }
    ),
]) }}
