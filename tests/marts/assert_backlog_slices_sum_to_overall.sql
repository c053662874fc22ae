-- What: on every day the backlog of the channels, teams, agents, priorities and topics sums to the
--   whole.
-- Why it matters: a ticket that stands in no slice, or in two, makes team numbers contradict the
--   total.
-- How to fix: look at int_backlog_attribute_spans of a day that differs.
with backlog as (
    select * from {{ ref('backlog_daily') }}
),

overall as (
    select * from backlog where slice_name = 'overall'
),

sliced as (
    select
        backlog_date,
        slice_name,
        sum(open_tickets) as open_tickets,
        sum(overdue_tickets) as overdue_tickets
    from backlog
    where slice_name != 'overall'
    group by backlog_date, slice_name
),

slice_names as (
    select distinct slice_name from sliced
)

select
    overall.backlog_date,
    slice_names.slice_name,
    overall.open_tickets,
    sliced.open_tickets as sliced_open_tickets
from overall
cross join slice_names
left join sliced
    on
        overall.backlog_date = sliced.backlog_date
        and slice_names.slice_name = sliced.slice_name
where
    overall.open_tickets is distinct from coalesce(sliced.open_tickets, 0)
    or coalesce(overall.overdue_tickets, 0) != coalesce(sliced.overdue_tickets, 0)
