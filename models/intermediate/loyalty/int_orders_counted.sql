-- One row per order: its lines belong to one purchase, and an order that was called off is none.
with orders as (
    select * from {{ ref('stg_commerce__orders') }}
    where not {{ is_word_of('order_status', 'void_order_statuses') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

customers as (
    select * from {{ ref('int_customers_merged') }}
),

final as (
    select
        orders.order_id,
        min(coalesce(customers.canonical_customer_id, orders.customer_id)) as customer_id,
        min(customers.segment) as customer_segment,
        min(customers.country) as country,
        min(customers.language) as language,
        min(orders.ordered_at) as ordered_at
    from orders
    cross join as_of
    left join customers
        on orders.customer_id = customers.customer_id
    where
        orders.customer_id is not null
        and orders.ordered_at <= as_of.as_of
        and not coalesce(customers.is_test, false)
    group by orders.order_id
)

select * from final
