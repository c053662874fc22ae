{#- A return that names no product belongs to the first one of its order, and so does one of an
    order that does not tell its products. -#}
{%- set is_unnamed = "returns.product_id is null or firsts.product_key = ''" -%}
{%- set tolerance = variable_seconds('future_tolerance_minutes') -%}

with returns as (
    select * from {{ ref('stg_commerce__product_returns') }}
),

orders as (
    select * from {{ ref('stg_commerce__orders') }}
),

test_orders as (
    select distinct orders.order_id
    from orders
    inner join {{ ref('int_customers_merged') }} as customers
        on orders.customer_id = customers.customer_id
    where customers.is_test
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

shipments as (
    select
        order_id,
        coalesce(product_id, '') as product_key,
        min(shipped_at) as shipped_at,
        row_number() over (partition by order_id order by coalesce(product_id, ''))
            as product_number
    from orders
    where shipped_at is not null
    group by order_id, coalesce(product_id, '')
),

final as (
    select
        returns.return_id,
        returns.order_id,
        returns.product_id,
        returns.ticket_id,
        returns.received_at,
        {{ report_date('returns.received_at') }} as received_date,
        coalesce(returns.units, 1) as units,
        returns.resolution,
        {{ is_word_of('returns.return_reason', 'defect_return_reasons') }} as is_defective,
        case
            when returns.resolution in ('refund', 'exchange') then coalesce(returns.units, 1)
            else 0
        end as given_back_units,
        coalesce(
            named.product_key, case when {{ is_unnamed }} then firsts.product_key end
        ) as shipped_product_key,
        -- Clocks of two systems may differ a little.
        coalesce(
            {{ add_seconds('returns.received_at', tolerance) }}
            < coalesce(named.shipped_at, case when {{ is_unnamed }} then firsts.shipped_at end),
            false
        ) as is_before_shipping
    from returns
    cross join as_of
    left join shipments as named
        on returns.order_id = named.order_id and returns.product_id = named.product_key
    left join shipments as firsts
        on returns.order_id = firsts.order_id and firsts.product_number = 1
    left join test_orders
        on returns.order_id = test_orders.order_id
    where returns.received_at <= as_of.as_of and test_orders.order_id is null
)

select * from final
