-- What: tickets handled, volume and contacts of the agents sum to the whole, unassigned included.
-- Why it matters: work that is credited to nobody, or twice, makes comparisons of people unfair.
-- How to fix: a fact with one row per ticket or call has one agent per row; look for a join that
--   doubles rows, or for an agent column other than the one that the attribution names.
with kpi_values as (
    select * from {{ ref('kpi_values') }}
    where
        kpi_id in ('tickets_handled', 'ticket_volume', 'contact_volume')
        and slice_name in ('overall', 'agent')
        and period_grain in ('month', 'quarter')
),

summed as (
    select
        kpi_id,
        period_grain,
        period_start,
        sum(case when slice_name = 'overall' then value end) as total,
        sum(case when slice_name = 'agent' then value end) as agents
    from kpi_values
    group by kpi_id, period_grain, period_start
)

select *
from summed
where total is distinct from coalesce(agents, 0) and total is not null
