-- What: the ticket volume of the channels sums to the total, their shares to 1, in every period.
-- Why it matters: channel shares are read as parts of one whole.
-- How to fix: look for tickets whose channel is neither mapped, `other` nor `unknown`.
with kpi_values as (
    select * from {{ ref('kpi_values') }}
    where
        kpi_id in ('ticket_volume', 'ticket_volume_by_channel')
        and slice_name in ('overall', 'channel')
        -- Days are published overall only.
        and period_grain != 'day'
),

summed as (
    select
        kpi_id,
        period_grain,
        period_start,
        sum(case when slice_name = 'overall' then value end) as total,
        sum(case when slice_name = 'channel' then value end) as channels
    from kpi_values
    group by kpi_id, period_grain, period_start
)

select *
from summed
where
    total > 0
    and (
        channels is null
        or abs(channels - total) > case kpi_id when 'ticket_volume' then 0 else 1e-5 end
    )
