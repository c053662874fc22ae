"""Freshdesk's daily export of activities: it began after many of the tickets, and lacks a day."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.python.sources.desk import PRIORITIES, RULE, Change, Ticket

Objects = list[dict[str, Any]]
BEGAN = datetime(2025, 3, 10, tzinfo=UTC)
LABELS = {
    "new": "Open", "open": "Open", "pending": "Pending", "hold": "Waiting on third party",
    "solved": "Resolved", "closed": "Closed",
}  # fmt: skip


def has_history(ticket: Ticket) -> bool:
    """Whether its history begins with its creation and has its last status."""
    return ticket.created >= BEGAN and not _lacks_a_day(ticket)


def activities(tickets: list[Ticket]) -> Objects:
    """Who changed what; what was written is told without its text, and messages are elsewhere."""
    rows = []
    for ticket in tickets:
        told = _told(ticket)
        if _lacks_a_day(ticket):
            told.remove([row for row in told if "status" in row["activity"]][-1])
        rows += [
            {**row, "performed_at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "export_date": f"{at:%F}",
             "ticket_id": int(ticket.ticket_id),
             "_airbyte_ticket_activity_id": f"{ticket.ticket_id}-{number}:1"}
            for number, row in enumerate(told)
            for at in [row["performed_at"]]
            if at >= BEGAN
        ]  # fmt: skip
    return rows


def _lacks_a_day(ticket: Ticket) -> bool:
    """Of some the day of the last status is missing."""
    return int(ticket.ticket_id) % 9 == 0


def _told(ticket: Ticket) -> Objects:
    statuses = [change for change in ticket.changes if change.field == "status"]
    others = [change for change in ticket.changes if change.field != "status"]
    # A mail of the desk's own is resolved when it is written.
    first = statuses[0] if ticket.is_inbound else statuses[-1]
    label = LABELS[first.value or ""]
    creation = {
        "requester_id": int(ticket.customer), "status": label, "source": 1,
        "priority": PRIORITIES.index(ticket.priority or "low") + 1, "new_ticket": True,
    }  # fmt: skip
    rows = [_row(ticket.created, ticket.opened_by, creation)]
    rows += [_row(message.at, message.author, {"note": {"id": number, "type": 0}})
             for number, message in enumerate(ticket.messages[1:])]  # fmt: skip
    rows += [_row(change.at, change.author, _value(change)) for change in others]
    later = statuses[1:] if ticket.is_inbound else []
    for change in later:
        if change.value == "deleted":
            rows.append(_row(change.at, change.author, {"deleted": True}))
        elif LABELS[change.value or ""] != label:
            label = LABELS[change.value or ""]
            rows.append(_row(change.at, change.author, {"status": label}))
    rows.append(_row(ticket.created + timedelta(seconds=1), RULE, {"sla_policy": "Default"}))
    return rows


def _value(change: Change) -> dict[str, Any]:
    """Agents by their numbers, groups by their names."""
    if change.field == "team":
        return {"group": f"Team {change.value}"}
    return {"agent_id": int(change.value or 0)}


def _row(at: datetime, author: str, activity: dict[str, Any]) -> dict[str, Any]:
    """What a rule did was done by nobody."""
    if author == RULE:
        by_rule = {"automation": {"type": 1, "rule": "Dispatch"}, **activity}
        return {"performed_at": at, "performer_type": "system", "activity": by_rule}
    return {
        "performed_at": at, "performer_type": "user", "performer_id": int(author),
        "activity": activity,
    }  # fmt: skip
