-- What: the newest day's backlog is the number of tickets that are open in fct_tickets today.
-- Why it matters: the running sum and the current state are computed apart; they must agree.
-- How to fix: compare the open tickets of fct_tickets with int_ticket_open_spans that have no end.
with newest as (
    select open_tickets
    from {{ ref('backlog_daily') }}
    where
        slice_name = 'overall'
        and backlog_date = (select as_of_date from {{ ref('int_reporting_bounds') }})
),

open_today as (
    select count(*) as open_tickets
    from {{ ref('fct_tickets') }}
    where
        not is_spam
        and not is_test_data
        and not is_deleted
        and not is_merged_away
        and {{ is_open_status('status_group') }}
)

select
    open_today.open_tickets,
    newest.open_tickets as backlog_open_tickets
from open_today
left join newest
    on 1 = 1
where open_today.open_tickets is distinct from coalesce(newest.open_tickets, 0)
