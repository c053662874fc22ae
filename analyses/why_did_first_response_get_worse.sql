-- Why did first response get worse? The worst finished month against the one before it, channel by
-- channel: more tickets, slower answers, or a heavier mix? contribution_seconds sums to the change
-- of the mean.
with monthly as (
    select
        slice_name,
        slice_value,
        period_start,
        numerator,
        denominator,
        value,
        previous_value
    from {{ ref('kpi_values') }}
    where
        kpi_id = 'first_response_time'
        and statistic = 'mean'
        and period_grain = 'month'
        and slice_name in ('overall', 'channel')
        and not is_provisional
),

worst as (
    select period_start
    from monthly
    where slice_name = 'overall' and previous_value is not null
    order by value - previous_value desc
    limit 1
),

totals as (
    select
        period_start,
        value as overall_value,
        denominator as overall_replies
    from monthly
    where slice_name = 'overall'
),

compared as (
    select
        this_month.slice_value as channel,
        this_month.period_start,
        this_month.denominator as replies,
        month_before.denominator as replies_before,
        this_month.value / 60 as mean_minutes,
        month_before.value / 60 as mean_minutes_before,
        this_month.denominator / totals.overall_replies * this_month.value
        - coalesce(month_before.denominator / totals_before.overall_replies * month_before.value, 0)
            as contribution_seconds
    from monthly as this_month
    inner join worst
        on this_month.period_start = worst.period_start
    inner join totals
        on this_month.period_start = totals.period_start
    left join totals as totals_before
        on
            totals_before.period_start
            = cast(date_trunc('month', {{ date_add_days('this_month.period_start', -1) }}) as date)
    left join monthly as month_before
        on
            this_month.slice_name = month_before.slice_name
            and this_month.slice_value = month_before.slice_value
            and totals_before.period_start = month_before.period_start
    where this_month.slice_name = 'channel'
)

select *
from compared
order by contribution_seconds desc
