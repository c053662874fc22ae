{{ config(materialized=part_materialization()) }}
with costs as (
    select * from {{ ref('stg_finance__costs') }}
),

rates as (
    select * from {{ ref('int_currency_rates') }}
),

final as (
    select
        costs.cost_id,
        costs.month,
        costs.category,
        -- A channel that nobody told is a cost of all of them.
        case when costs.raw_channel is not null then costs.channel end as channel,
        costs.team_id,
        costs.currency,
        costs.amount * rates.rate_to_reporting_currency as cost_amount
    from costs
    left join rates
        on
            costs.currency = rates.currency
            and costs.month >= rates.valid_from
            and costs.month < coalesce(rates.valid_to, date '9999-12-31')
)

select * from final
