-- A revenue in a currency without a rate makes the period unknown, as a cost does.
with costs as (
    select
        period_grain,
        period_start,
        sum(cost_amount) as cost_amount
    from {{ ref('int_support_costs') }}
    group by 1, 2
),

orders as (
    select * from {{ ref('stg_commerce__orders') }}
    where
        amount is not null
        and not {{ is_word_of('order_status', 'void_order_statuses') }}
),

rates as (
    select * from {{ ref('int_currency_rates') }}
),

customers as (
    select * from {{ ref('int_customers_merged') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

dated as (
    select
        orders.*,
        {{ report_date('orders.ordered_at') }} as ordered_date,
        customers.is_test
    from orders
    left join customers
        on orders.customer_id = customers.customer_id
),

revenues as (
    select
        period_days.period_grain,
        period_days.period_start,
        case
            when count(*) = count(rates.rate_to_reporting_currency)
                then sum(dated.amount * rates.rate_to_reporting_currency)
        end as revenue_amount
    from dated
    inner join period_days
        on dated.ordered_date = period_days.date_day
    left join rates
        on
            dated.currency = rates.currency
            and dated.ordered_date >= rates.valid_from
            and dated.ordered_date < coalesce(rates.valid_to, date '9999-12-31')
    where period_days.period_grain in ('month', 'quarter') and not coalesce(dated.is_test, false)
    group by 1, 2
),

final as (
    select
        costs.period_grain,
        costs.period_start,
        costs.cost_amount,
        revenues.revenue_amount
    from costs
    left join revenues
        on costs.period_grain = revenues.period_grain and costs.period_start = revenues.period_start
)

select * from final
