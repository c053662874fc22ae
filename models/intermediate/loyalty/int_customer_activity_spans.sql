-- When a customer was one: by the account's own dates, else for a time after each order.
with accounts as (
    select * from {{ ref('stg_commerce__customers') }}
),

merged as (
    select * from {{ ref('int_customers_merged') }}
),

orders as (
    select * from {{ ref('int_orders_counted') }}
),

order_history as (
    select min({{ report_date('ordered_at') }}) as first_ordered_date
    from {{ ref('stg_commerce__orders') }}
),

-- A merged account is no customer of its own, so it neither stays nor leaves.
survivors as (
    select
        accounts.customer_id,
        accounts.active_from,
        accounts.active_to,
        accounts.active_from is not null or accounts.active_to is not null as has_status
    from accounts
    inner join merged
        on accounts.customer_id = merged.customer_id
    where merged.customer_id = merged.canonical_customer_id and not merged.is_test
),

final as (
    select
        customer_id,
        active_from,
        active_from as first_midnight,
        active_to,
        cast(null as date) as known_from
    from survivors
    where has_status
    union all
    -- Before a full window of orders is delivered, nobody can tell who was a customer.
    select
        orders.customer_id,
        {{ report_date('orders.ordered_at') }} as active_from,
        {{ date_add_days(report_date('orders.ordered_at'), 1) }} as first_midnight,
        {{ date_add_days(
            report_date('orders.ordered_at'), var('customer_active_order_days') | int
        ) }} as active_to,
        {{ date_add_days(
            'order_history.first_ordered_date', var('customer_active_order_days') | int
        ) }} as known_from
    from orders
    cross join order_history
    left join survivors
        on orders.customer_id = survivors.customer_id
    where not coalesce(survivors.has_status, false)
)

select * from final
