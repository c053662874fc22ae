-- What left and what came back, each on its own day.
with shipped as (
    select * from {{ ref('int_shipped_products') }}
),

returns as (
    select * from {{ ref('int_product_returns_scoped') }} where is_defective
),

final as (
    select
        shipped_date as moved_date,
        product_id,
        shipped_units,
        0 as defective_units,
        0 as decided_units,
        0 as given_back_units
    from shipped
    union all
    select
        received_date as moved_date,
        product_id,
        0 as shipped_units,
        units as defective_units,
        case when resolution is not null then units else 0 end as decided_units,
        given_back_units
    from returns
)

select * from final
