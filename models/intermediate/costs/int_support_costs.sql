-- Costs beside the work that they paid for. A period with a month of unknown costs has no costs.
with cost_months as (
    select * from {{ ref('int_cost_months') }}
),

periods as (
    select
        periods.period_grain,
        periods.period_start,
        periods.period_end,
        min(case when cost_months.is_costed then 1 else 0 end) = 1 as is_costed
    from {{ ref('int_periods') }} as periods
    inner join cost_months
        on
            periods.period_start <= cost_months.month
            and periods.period_end >= cost_months.month
    where periods.period_grain in ('month', 'quarter')
    group by 1, 2, 3
),

amounts as (
    select
        month,
        channel,
        team_id,
        sum(cost_amount) as cost_amount
    from {{ ref('int_costs_allocated') }}
    group by 1, 2, 3
),

work as (
    select * from {{ ref('int_support_work') }}
),

cells as (
    select
        coalesce(work.month, amounts.month) as month,
        coalesce(work.channel, amounts.channel) as channel,
        coalesce(work.team_id, amounts.team_id) as team_id,
        coalesce(amounts.cost_amount, 0) as cost_amount,
        coalesce(work.requests, 0) as requests,
        coalesce(work.human_requests, 0) as human_requests,
        coalesce(work.resolutions, 0) as resolutions,
        coalesce(work.contacts, 0) as contacts,
        coalesce(work.repeat_contacts, 0) as repeat_contacts
    from work
    full outer join amounts
        on
            work.month = amounts.month
            and work.channel = amounts.channel
            and work.team_id = amounts.team_id
),

final as (
    select
        periods.period_grain,
        periods.period_start,
        cells.channel,
        cells.team_id,
        case when periods.is_costed then cells.cost_amount end as cost_amount,
        cells.requests,
        cells.human_requests,
        cells.resolutions,
        cells.contacts,
        cells.repeat_contacts
    from cells
    inner join periods
        on cells.month >= periods.period_start and cells.month <= periods.period_end
)

select * from final
