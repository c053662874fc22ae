"""The desk as Freshdesk's ticket export: a snapshot by labels and names, without any event."""

from tests.python.sources.desk import DAY, Ticket, make_desk
from tests.python.sources.truth import Cells, resolution_target, ticket_truth
from tests.python.sources.write import as_csv, stamp

# Needs messages, changes, invitations or opening hours.
UNTOLD = {"fcr_rate", "reopen_rate", "first_response_time_business", "survey_response_rate"}
STATUSES = {
    "new": "Open", "open": "Open", "pending": "Pending", "hold": "Waiting on Third Party",
    "solved": "Resolved", "closed": "Closed",
}  # fmt: skip
PRIORITIES = {"low": "Low", "normal": "Medium", "high": "High", "urgent": "Urgent", None: "Low"}
RATINGS = {"good": ("Extremely Happy", "Happy"), "bad": ("Unhappy", "Neutral")}
# The deadline on the ticket, which is that of its resolution.
DUE = 2 * DAY


def truth() -> Cells:
    """What a snapshot can tell."""
    return ticket_truth(_desk(), lambda t: resolution_target(t, t.created + DUE), UNTOLD)


def files() -> dict[str, str]:
    """The export; it leaves out deleted and merged tickets by itself."""
    return as_csv({"tickets": [_row(ticket) for ticket in _desk()]})


def _desk() -> list[Ticket]:
    return [ticket for ticket in make_desk() if ticket.is_counted]


def _row(ticket: Ticket) -> dict[str, str | None]:
    statuses = [change for change in ticket.changes if change.field == "status"]
    team = [change.value for change in ticket.changes if change.field == "team"][-1]
    closed = statuses[-1].at if statuses[-1].value == "closed" else None
    last = max(change.at for change in ticket.changes)
    rating = ""
    if ticket.ratings:
        last, score = ticket.ratings[-1]
        rating = RATINGS[score][int(ticket.ticket_id) % 2]
    return {
        "Ticket ID": ticket.ticket_id,
        "Subject": f"Request {ticket.ticket_id}",
        "Status": STATUSES[statuses[-1].value or ""],
        "Priority": PRIORITIES[ticket.priority],
        "Source": "Email" if ticket.is_inbound else "Outbound Email",
        "Type": "Question",
        "Agent": f"Agent {ticket.assignee}" if ticket.assignee else "No Agent",
        "Group": f"Group {team}",
        "Created time": stamp(ticket.created),
        "Due by Time": stamp(ticket.created + DUE),
        "Resolved time": None if closed else stamp(ticket.last_solve),
        "Closed time": stamp(ticket.last_solve if closed else None),
        "Last update time": stamp(last),
        # Of a mail that the desk wrote itself the export has none.
        "Initial response time": stamp(ticket.first_reply),
        "Time tracked": "00:00",
        "First response time (in hrs)": "00:00:00",
        "Agent interactions": "1",
        "Tags": ticket.template,
        "Survey results": rating,
        "Contact ID": ticket.customer,
    }
