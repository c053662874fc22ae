{%- set window_seconds = variable_seconds('defective_return_days') -%}

-- One row per product of an order: a return names its product at most, not the line.
with orders as (
    select * from {{ ref('stg_commerce__orders') }} where shipped_at is not null
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

customers as (
    select * from {{ ref('int_customers_merged') }}
),

returns as (
    select * from {{ ref('int_product_returns_scoped') }}
    where is_defective and not is_before_shipping
),

shipped as (
    select
        orders.order_id,
        coalesce(orders.product_id, '') as product_key,
        min(orders.product_id) as product_id,
        min(customers.segment) as customer_segment,
        min(customers.country) as country,
        min(customers.language) as language,
        min(orders.shipped_at) as shipped_at,
        -- A line without a number is one unit.
        sum(coalesce(orders.units, 1)) as shipped_units
    from orders
    cross join as_of
    left join customers
        on orders.customer_id = customers.customer_id
    where orders.shipped_at <= as_of.as_of and not coalesce(customers.is_test, false)
    group by orders.order_id, coalesce(orders.product_id, '')
),

returned as (
    select
        shipped.order_id,
        shipped.product_key,
        sum(returns.units) as returned_units
    from shipped
    inner join returns
        on
            shipped.order_id = returns.order_id
            and shipped.product_key = returns.shipped_product_key
            and {{ add_seconds('shipped.shipped_at', window_seconds) }} >= returns.received_at
    group by shipped.order_id, shipped.product_key
),

final as (
    select
        shipped.order_id,
        shipped.product_id,
        shipped.customer_segment,
        shipped.country,
        shipped.language,
        shipped.shipped_at,
        {{ report_date('shipped.shipped_at') }} as shipped_date,
        shipped.shipped_units,
        -- Several returns of one unit are one.
        least(coalesce(returned.returned_units, 0), shipped.shipped_units) as defective_units,
        {{ add_seconds('shipped.shipped_at', window_seconds) }} <= as_of.as_of as is_return_mature
    from shipped
    cross join as_of
    left join returned
        on shipped.order_id = returned.order_id and shipped.product_key = returned.product_key
)

select * from final
