with customers as (
    select * from {{ ref('base_commerce__customers') }}
),

final as (
    select
        ---------- ids
        customers.customer_id,
        customers.canonical_customer_id,
        customers.phone_hash,

        ---------- categories
        customers.segment,
        upper(customers.country) as country,
        lower(customers.language) as language,

        ---------- dates
        customers.active_from,
        customers.active_to,

        ---------- booleans
        coalesce(customers.is_test, false) as is_test,

        ---------- delivery
        customers.source_system,
        customers.updated_at,
        customers.loaded_at,
        customers.is_stale
    from customers
    where customers.version_rank = 1
)

select * from final
