-- What: the costs of the channels of a month sum to the costs that finance delivered for it.
-- Why it matters: an allocation that loses or doubles money makes every cost per request wrong.
-- How to fix: see int_costs_allocated; each cost's weights must sum to 1.
with delivered as (
    select
        month,
        sum(cost_amount) as cost_amount
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
    or abs(published.total_cost - delivered.cost_amount) > 1e-4
    or abs(published.parts - delivered.cost_amount) > 1e-4
    or (delivered.cost_amount != 0 and abs(published.shares - 1) > 1e-4)
