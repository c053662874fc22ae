{{ config(materialized=part_materialization()) }}
-- Whether a month's costs are known in full; one cost without a rate makes the month unknown.
with months as (
    select distinct month_start_date as month
    from {{ ref('int_dates') }} as dates
    inner join {{ ref('int_reporting_bounds') }} as reporting_bounds
        on dates.date_day between reporting_bounds.first_date and reporting_bounds.as_of_date
),

costs as (
    select
        month,
        count(*) as cost_count,
        min(case when cost_amount is null then coalesce(currency, 'none') end)
            as currency_without_rate
    from {{ ref('int_costs_converted') }}
    group by month
),

final as (
    select
        months.month,
        costs.cost_count is not null and costs.currency_without_rate is null as is_costed,
        case
            when costs.cost_count is null then 'no costs delivered'
            when costs.currency_without_rate is not null
                then 'no rate for currency ' || costs.currency_without_rate
        end as missing_reason
    from months
    left join costs
        on months.month = costs.month
)

select * from final
