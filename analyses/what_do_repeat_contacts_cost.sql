-- What do repeat contacts cost? By month: contacts that came back on the same topic, what a request
-- costs, and the two together. NULL where the month has no costs.
with repeats as (
    select
        cast(date_trunc('month', contacted_date) as date) as month_start,
        count(*) as contacts,
        sum(case when is_repeat_contact then 1 else 0 end) as repeat_contacts
    from {{ ref('fct_contacts') }}
    group by 1
),

costs as (
    select
        period_start as month_start,
        value as cost_per_request
    from {{ ref('kpi_values') }}
    where kpi_id = 'cost_per_ticket' and period_grain = 'month' and slice_name = 'overall'
)

select
    repeats.month_start,
    repeats.contacts,
    repeats.repeat_contacts,
    costs.cost_per_request,
    repeats.repeat_contacts * costs.cost_per_request as cost_of_repeat_contacts
from repeats
left join costs
    on repeats.month_start = costs.month_start
order by repeats.month_start
