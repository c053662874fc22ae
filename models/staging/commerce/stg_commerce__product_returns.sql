with product_returns as (
    select * from {{ ref('base_commerce__product_returns') }}
),

final as (
    select
        ---------- ids
        product_returns.return_id,
        product_returns.order_id,
        product_returns.product_id,
        product_returns.ticket_id,

        ---------- timestamps
        product_returns.received_at,

        ---------- numerics
        product_returns.units,

        ---------- categories
        product_returns.reason as return_reason,
        product_returns.resolution,

        ---------- delivery
        product_returns.source_system,
        product_returns.updated_at,
        product_returns.loaded_at,
        product_returns.is_stale
    from product_returns
    where product_returns.version_rank = 1
)

select * from final
