-- What: the costs of the channels of a month sum to the costs that finance delivered for it.
-- Why it matters: an allocation that loses or doubles money makes every cost per request wrong.
-- How to fix: see int_costs_allocated; each cost's weights must sum to 1.
with delivered as (
    select
        month,
        sum(cost_amount) as cost_amount,
        -- Beside an enormous amount the last digits of a small one are lost.
        0.0001 + 1e-12 * sum(abs(cost_amount)) as tolerance
    from {{ ref('int_costs_converted') }}
    group by month
),

published as (
    select
        month,
        sum(total_cost) as total_cost,
        sum(direct_cost + allocated_cost) as parts,
        sum(cost_share) as shares
    from {{ ref('cost_summary') }}
    where missing_reason is null
    group by month
)

select
    published.*,
    delivered.cost_amount
from published
left join delivered
    on published.month = delivered.month
where
    delivered.cost_amount is null
    or abs(published.total_cost - delivered.cost_amount) > delivered.tolerance
    or abs(published.parts - delivered.cost_amount) > delivered.tolerance
    or (
        abs(delivered.cost_amount) > delivered.tolerance
        and abs(published.shares - 1) * abs(delivered.cost_amount) > 10 * delivered.tolerance
        and abs(published.shares - 1) > 1e-4
    )
