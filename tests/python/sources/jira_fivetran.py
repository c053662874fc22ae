"""The desk as Fivetran lands Jira Service Management."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from tests.python.sources.desk import (
    AGENTS,
    AS_OF,
    DAY,
    FORMER,
    RULE,
    STAFF_CUSTOMER,
    TEAMS,
    Ticket,
    make_desk,
)
from tests.python.sources.truth import (
    Cells,
    Decision,
    finished,
    resolution_target,
    shares,
    ticket_truth,
)
from tests.python.sources.write import SYNCED, Rows, as_csv, stamp

# Neither calendars nor invitations are told.
UNTOLD = {"first_response_time_business", "survey_response_rate"}
AUTOMATION = "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077"
TARGET = 2 * DAY
# Names by id, with the category: 2 to do, 4 in progress, 3 done. Two of them no seed knows.
STATUS_NAMES = {
    "1": ("Open", "2"), "10001": ("Waiting for support", "4"), "10002": ("Warteschlange", "2"),
    "10003": ("Waiting for customer", "4"), "10004": ("Pending vendor", "4"),
    "10005": ("Resolved", "3"), "10006": ("Erledigt", "3"), "10007": ("Closed", "3"),
}  # fmt: skip
STATUSES = {
    "new": ("1", "10002"), "open": ("10001",), "pending": ("10003",), "hold": ("10004",),
    "solved": ("10005", "10006"), "closed": ("10007",), "deleted": ("10007",),
}  # fmt: skip
PRIORITIES = {"urgent": "1", "high": "2", "normal": "3", "low": "5"}
PRIORITY_NAMES = {"1": "Highest", "2": "High", "3": "Medium", "4": "Low", "5": "Lowest"}
TEAM_IDS = {team: f"36885b3c-0000-4000-8000-000000000{team}" for team in TEAMS}
RATINGS = {"good": ("5", '{"rating": 4}'), "bad": ("3", '{"rating": 1}')}
FIELDS = {
    "status": "Status", "assignee": "Assignee", "priority": "Priority", "summary": "Summary",
    "created": "Created", "customfield_10001": "Team", "customfield_10017": "Satisfaction",
    "customfield_10018": "Satisfaction date", "customfield_10030": "Time to resolution",
    "customfield_10031": "Time to first response",
}  # fmt: skip


def truth() -> Cells:
    """The service level is that of the resolution, on the request itself."""
    desk = _desk()
    decided = shares("sla_compliance_rate", filter(None, map(_due, _counted(desk))))
    return ticket_truth(desk, untold={*UNTOLD, "sla_compliance_rate"}) | finished(decided)


def files() -> dict[str, str]:
    """Every table of the connector that the source reads."""
    desk = _desk()
    software = [_copy(ticket, "9") for ticket in desk if int(ticket.ticket_id) % 10 == 0]
    parts = [_copy(ticket, "8") for ticket in desk if int(ticket.ticket_id) % 10 == 1]
    issues = desk + software + parts
    return as_csv(
        {
            "issue": [
                {
                    **_issue(t, "10500" if t in software else "10300"),
                    "issue_type": "10002" if t in parts else "10001",
                }
                for t in issues
            ],
            "issue_type": [
                {"id": "10001", "name": "Service request", "subtask": "false"},
                {"id": "10002", "name": "Sub-task", "subtask": "true"},
            ],
            "issue_field_history": [row for ticket in issues for row in _history(ticket)],
            "comment": [row for ticket in issues for row in _comments(ticket)],
            "field": [
                {"id": key, "name": name, "is_custom": str(key.startswith("custom")).lower()}
                for key, name in FIELDS.items()
            ],
            "status": [
                {"id": key, "name": name, "status_category_id": category}
                for key, (name, category) in STATUS_NAMES.items()
            ],
            "priority": [{"id": key, "name": name} for key, name in PRIORITY_NAMES.items()],
            "project": [
                {"id": "10300", "key": "HELP", "project_type_key": "service_desk"},
                {"id": "10500", "key": "DEV", "project_type_key": "software"},
            ],
            "team": [{"id": key, "name": f"Team {team}"} for team, key in TEAM_IDS.items()],
            "user": [
                {"id": key, "name": name, "_fivetran_synced": SYNCED}
                for key, name in _users(desk).items()
            ],
        }
    )


def _desk() -> list[Ticket]:
    """Requests are not merged."""
    return [ticket for ticket in make_desk() if ticket.merged_into is None]


def _counted(desk: list[Ticket]) -> list[Ticket]:
    return [ticket for ticket in desk if ticket.is_counted]


def _copy(ticket: Ticket, prefix: str) -> Ticket:
    """An issue of developers that looks the same, or a part of a request."""
    return replace(ticket, ticket_id=f"{prefix}{ticket.ticket_id}")


def _cycles(ticket: Ticket) -> list[tuple[datetime, datetime | None]]:
    """A service level runs from creation to solve, and again from each reopening."""
    cycles: list[tuple[datetime, datetime | None]] = [(ticket.created, None)]
    for change in ticket.changes:
        if change.field == "status" and change.value == "solved":
            cycles[-1] = (cycles[-1][0], change.at)
        elif change.field == "status" and change.value == "open" and cycles[-1][1]:
            cycles.append((change.at, None))
    return cycles


def _due(ticket: Ticket) -> Decision | None:
    """The deadline of the last cycle, held by the last solve."""
    return resolution_target(ticket, _cycles(ticket)[-1][0] + TARGET)


def _account(ticket: Ticket, person: str) -> str:
    """Customers of the portal alone, staff, and rules."""
    if person == RULE:
        return AUTOMATION
    if person == ticket.customer and not person.startswith(STAFF_CUSTOMER):
        return f"qm:5a2ed25b-0000-4000-8000-000000000000:{person}"
    return f"712020:{person}"


def _users(desk: list[Ticket]) -> dict[str, str]:
    people = {AUTOMATION: "Automation for Jira"}
    people |= {f"712020:{agent}": f"Person {agent}" for agent in (*AGENTS, FORMER)}
    return people | {_account(t, t.customer): f"Person {t.customer}" for t in desk}


def _status(ticket: Ticket, status: str | None) -> str:
    names = STATUSES[status or ""]
    return names[int(ticket.ticket_id) % len(names)]


def _issue(ticket: Ticket, project: str) -> dict[str, str | None]:
    statuses = [change.value for change in ticket.changes if change.field == "status"]
    last = max(change.at for change in ticket.changes)
    return {
        "id": ticket.ticket_id,
        "key": f"HELP-{ticket.ticket_id}",
        "project": project,
        "status": _status(ticket, statuses[-1]),
        "priority": PRIORITIES[ticket.priority] if ticket.priority else None,
        "creator": _account(ticket, ticket.opened_by),
        "reporter": _account(ticket, ticket.customer),
        "assignee": _account(ticket, ticket.assignee) if ticket.assignee else None,
        "summary": f"Request {ticket.ticket_id}",
        "created": stamp(ticket.created),
        "updated": stamp(last),
        # It follows the resolution: some workflows set none.
        "resolved": stamp(last) if int(ticket.ticket_id) % 3 else None,
        "_fivetran_deleted": str(ticket.is_deleted).lower(),
        "_fivetran_synced": SYNCED,
    }


def _history(ticket: Ticket) -> Rows:
    rows: list[tuple[datetime, str, str | None, str]] = [
        (ticket.created, "summary", f"Request {ticket.ticket_id}", ticket.opened_by)
    ]
    for change in ticket.changes:
        if change.field == "status":
            status = _status(ticket, change.value)
            rows.append((change.at, "status", status, change.author))
        elif change.field == "team":
            team = TEAM_IDS[change.value or ""]
            rows.append((change.at, "customfield_10001", team, change.author))
        else:
            assignee = _account(ticket, change.value or "")
            rows.append((change.at, "assignee", assignee, change.author))
    if ticket.priority:
        rows.append((ticket.created, "priority", PRIORITIES[ticket.priority], ticket.opened_by))
    for at, rating in ticket.ratings:
        score = RATINGS[rating][int(ticket.ticket_id) % 2]
        rows.append((at, "customfield_10017", score, ticket.customer))
        # The rating's own time; the row is written a little later.
        rows.append((at + timedelta(seconds=3), "customfield_10018", stamp(at), ticket.customer))
    rows.append((ticket.created, "customfield_10030", _service_level(ticket), RULE))
    return [
        {
            "issue_id": ticket.ticket_id, "field_id": field, "time": stamp(at), "value": value,
            "author_id": _account(ticket, author), "is_active": "true",
            "_fivetran_synced": SYNCED,
        }
        for at, field, value, author in rows
    ]  # fmt: skip


def _service_level(ticket: Ticket) -> str:
    """Milliseconds, and instants in three forms with the site's offset."""
    cycles = [_cycle(start, stop) for start, stop in _cycles(ticket)]
    is_ongoing = _cycles(ticket)[-1][1] is None
    level: dict[str, object] = {"name": "Time to resolution"}
    level["completedCycles"] = cycles[:-1] if is_ongoing else cycles
    return json.dumps(level | ({"ongoingCycle": cycles[-1]} if is_ongoing else {}))


def _cycle(start: datetime, stop: datetime | None) -> dict[str, object]:
    breach = start + TARGET
    return {
        "startTime": _instant(start), "breachTime": _instant(breach),
        "breached": (stop or AS_OF) > breach, "goalDuration": {"millis": 172_800_000},
        **({"stopTime": _instant(stop)} if stop else {"paused": False}),
    }  # fmt: skip


def _instant(at: datetime) -> dict[str, object]:
    local = at + 2 * timedelta(hours=1)
    return {
        "iso8601": f"{local:%Y-%m-%dT%H:%M:%S}+0200",
        "friendly": f"{local:%d/%b/%y %I:%M %p}",
        "epochMillis": int(at.timestamp() * 1000),
    }


def _comments(ticket: Ticket) -> Rows:
    """The first message is the issue's own description."""
    later = [message for message in ticket.messages if message.at > ticket.created]
    return [
        {
            "id": f"{ticket.ticket_id}{number:02}", "issue_id": ticket.ticket_id,
            "author_id": _account(ticket, message.author), "body": "…",
            "is_public": str(message.is_public).lower(), "created": stamp(message.at),
            "_fivetran_synced": SYNCED,
        }
        for number, message in enumerate(later)
    ]  # fmt: skip
