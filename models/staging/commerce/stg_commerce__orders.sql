with orders as (
    select * from {{ ref('base_commerce__orders') }}
),

final as (
    select
        ---------- ids
        orders.order_id,
        orders.line_id,
        orders.customer_id,
        orders.product_id,

        ---------- timestamps
        orders.ordered_at,
        orders.shipped_at,

        ---------- numerics
        orders.units,
        orders.amount,

        ---------- categories
        upper(orders.currency) as currency,
        orders.status as order_status,

        ---------- delivery
        orders.source_system,
        orders.updated_at,
        orders.loaded_at,
        orders.is_stale
    from orders
    where orders.version_rank = 1
)

select * from final
