-- What: every day's backlog is the day before's plus what came in minus what went out, in every
--   slice, and no slice is ever negative.
-- Why it matters: a backlog that does not follow from its movements cannot be listed ticket by
--   ticket.
-- How to fix: look at the slice and day in int_backlog_movements; a span that is entered but never
--   left, or left twice, is the usual cause.
with backlog as (
    select * from {{ ref('backlog_daily') }}
),

followed as (
    select
        *,
        lag(open_tickets) over (partition by slice_name, slice_value order by backlog_date)
            as open_before
    from backlog
)

select *
from followed
where
    open_tickets is distinct from (
        coalesce(open_before, 0)
        + created_tickets + reopened_tickets + moved_in_tickets
        - solved_tickets - removed_tickets - moved_out_tickets
    )
    or open_tickets < 0
    or overdue_tickets < 0
    or overdue_tickets > open_tickets
