-- What: every day's backlog is the day before's plus what came in minus what went out, in every
--   slice, never negative, and overdue tickets are some of it; the channels, teams, agents,
--   priorities and topics sum to the whole; the newest day's are the tickets that are open in
--   fct_tickets.
-- Why it matters: a backlog that does not follow from its movements cannot be listed ticket by
--   ticket; a ticket that stands in no slice, or in two, makes team numbers contradict the total.
-- How to fix: broken_rule says which; look at the slice and day in int_backlog_movements and
--   int_backlog_attribute_spans. A span that is entered but never left, or left twice, is the usual
--   cause; of the newest day, compare the open tickets with int_ticket_open_spans without an end.
with backlog as (
    select
        *,
        lag(open_tickets) over (partition by slice_name, slice_value order by backlog_date)
            as open_before
    from {{ ref('backlog_daily') }}
),

followed as (
    select
        'the backlog of a day follows from the day before' as broken_rule,
        backlog_date,
        slice_name,
        open_tickets,
        overdue_tickets
    from backlog
    where
        open_tickets is distinct from (
            coalesce(open_before, 0)
            + created_tickets + reopened_tickets + moved_in_tickets
            - solved_tickets - removed_tickets - moved_out_tickets
        )
        or open_tickets < 0
        or overdue_tickets < 0
        or overdue_tickets > open_tickets
),

sliced as (
    select
        backlog_date,
        slice_name,
        sum(open_tickets) as open_tickets,
        sum(overdue_tickets) as overdue_tickets
    from backlog
    group by backlog_date, slice_name
),

slice_names as (
    select distinct slice_name from sliced
),

summed as (
    select
        'the slices of a day sum to the whole' as broken_rule,
        overall.backlog_date,
        slice_names.slice_name,
        sliced.open_tickets,
        sliced.overdue_tickets
    from sliced as overall
    cross join slice_names
    left join sliced
        on
            overall.backlog_date = sliced.backlog_date
            and slice_names.slice_name = sliced.slice_name
    where
        overall.slice_name = 'overall'
        and (
            overall.open_tickets is distinct from coalesce(sliced.open_tickets, 0)
            or coalesce(overall.overdue_tickets, 0) != coalesce(sliced.overdue_tickets, 0)
        )
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
),

-- The running sum and the present state are computed apart.
ended as (
    select
        'the newest day has as many as fct_tickets' as broken_rule,
        reporting_bounds.as_of_date as backlog_date,
        'overall' as slice_name,
        open_today.open_tickets,
        newest.overdue_tickets
    from open_today
    cross join {{ ref('int_reporting_bounds') }} as reporting_bounds
    left join backlog as newest
        on reporting_bounds.as_of_date = newest.backlog_date and newest.slice_name = 'overall'
    where open_today.open_tickets is distinct from coalesce(newest.open_tickets, 0)
)

select * from followed
union all
select * from summed
union all
select * from ended
