-- A snapshot: when it was first answered and closed stand on the ticket, and nothing happened in between.
with export as (
    select
        *,
        strptime("Created Time", '%m/%d/%Y %I:%M %p') as created_at
    from read_csv('{export}/tickets.csv', header = true, all_varchar = true)
)

select
    "ID" as ticket_id,
    created_at,
    "Status" as status,
    "Priority" as priority,
    "Channel" as channel,
    "Classification" as ticket_type,
    "Subject" as subject,
    "Department" as team_id,
    "Ticket Owner" as assignee_id,
    "Contact Name" as customer_id,
    strptime("Closed Time", '%m/%d/%Y %I:%M %p') as solved_at,
    created_at
    + to_hours(cast(split_part("First Response Time", ':', 1) as integer))
    + to_minutes(cast(substr(split_part("First Response Time", ':', 2), 1, 2) as integer))
        as first_responded_at
from export
