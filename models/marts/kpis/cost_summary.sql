with cost_months as (
    select * from {{ ref('int_cost_months') }}
),

costs as (
    select
        month,
        channel,
        sum(case when is_direct_to_channel then cost_amount else 0 end) as direct_cost,
        sum(case when is_direct_to_channel then 0 else cost_amount end) as allocated_cost,
        sum(cost_amount) as total_cost
    from {{ ref('int_costs_allocated') }}
    group by month, channel
),

work as (
    select
        month,
        channel,
        sum(requests) as requests
    from {{ ref('int_support_work') }}
    group by month, channel
),

cells as (
    select
        coalesce(work.month, costs.month) as month,
        coalesce(work.channel, costs.channel) as channel,
        coalesce(work.requests, 0) as requests,
        coalesce(costs.direct_cost, 0) as direct_cost,
        coalesce(costs.allocated_cost, 0) as allocated_cost,
        coalesce(costs.total_cost, 0) as total_cost
    from work
    full outer join costs
        on work.month = costs.month and work.channel = costs.channel
),

judged as (
    select
        cells.*,
        cost_months.is_costed,
        cost_months.missing_reason,
        sum(cells.total_cost) over (partition by cells.month) as month_cost
    from cells
    inner join cost_months
        on cells.month = cost_months.month
),

final as (
    select
        month,
        channel,
        cast(requests as bigint) as request_count,
        {{ published_number('case when is_costed then direct_cost end') }} as direct_cost,
        {{ published_number('case when is_costed then allocated_cost end') }} as allocated_cost,
        {{ published_number('case when is_costed then total_cost end') }} as total_cost,
        {{ published_number(
            'case when is_costed and requests > 0 then total_cost / requests end'
        ) }} as cost_per_request,
        {{ published_number(
            'case when is_costed and month_cost != 0 then total_cost / month_cost end'
        ) }} as cost_share,
        '{{ var("reporting_currency") }}' as currency,
        missing_reason
    from judged
)

select * from final
