"""What Zendesk itself would report of the desk's tickets, in whole minutes, and why it differs."""

import json
from datetime import datetime, timedelta

from tests.python.sources.desk import MINUTE, Ticket
from tests.python.sources.hours import MAIN
from tests.python.sources.write import Rows

# Reported seconds and the cause that must be named, by metric.
Planted = dict[str, tuple[float, str]]


def metrics(tickets: list[Ticket]) -> Rows:
    """The table ticket_metrics, loaded beside the connector's own."""
    rows: Rows = []
    for ticket in tickets:
        found = planted(ticket)
        minutes = {name: str(int(value // 60)) for name, (value, _) in found.items()}
        rows.append(
            {
                "ticket_id": ticket.ticket_id,
                "reopens": _count(found, "reopens"),
                "replies": _count(found, "replies"),
                "reply_time_in_minutes": _object(minutes, "first_reply"),
                "full_resolution_time_in_minutes": _object(minutes, "resolution"),
            }
        )
    return rows


def planted(ticket: Ticket) -> Planted:
    """What is reported of one ticket."""
    if ticket.template == "side_conversation":
        return {}
    if ticket.template == "merged":
        return {"resolution": (300, "merged")}
    if ticket.template == "deleted":
        return {"first_reply": (420, "deleted_author"), "resolution": (1200, "not_counted")}
    if ticket.template == "written_by_an_agent":
        return {"first_reply": (300, "agent_opened")}
    found: Planted = {}
    if ticket.first_reply:
        found |= _first_reply(ticket, ticket.first_reply)
    if ticket.last_solve:
        found["resolution"] = _resolution(ticket, ticket.last_solve)
    if ticket.template == "reopened_twice":
        found["reopens"] = (2, "equal")
    if ticket.template == "greeted_by_a_rule":
        found["replies"] = (2, "bot_or_automatic_reply")
    return found


def _first_reply(ticket: Ticket, replied: datetime) -> Planted:
    seen, cause = replied, ""
    if ticket.template == "greeted_by_a_rule":
        seen, cause = ticket.created + timedelta(seconds=2), "bot_or_automatic_reply"
    elif ticket.template == "noted_first" and int(ticket.ticket_id) % 2:
        seen, cause = ticket.created + MINUTE, "internal_note"
    # Theirs is one schedule for all tickets, without holidays.
    theirs = MAIN.without_holidays().seconds(ticket.created, seen)
    ours = (replied - ticket.created).total_seconds()
    ours_business = ticket.schedule.seconds(ticket.created, replied)
    return {
        "first_reply": _cut((seen - ticket.created).total_seconds(), ours, cause),
        "first_reply_business": _cut(theirs, ours_business, cause or "schedule"),
    }


def _resolution(ticket: Ticket, solved: datetime) -> tuple[float, str]:
    ours = (solved - ticket.created).total_seconds()
    if ticket.template == "reopened_twice" and int(ticket.ticket_id) % 2 and ticket.first_solve:
        return _cut((ticket.first_solve - ticket.created).total_seconds(), ours, "reopened")
    if ticket.template == "waited_for_the_customer":
        spans = [change for change in ticket.changes if change.field == "status"]
        paused = sum(
            (later.at - change.at).total_seconds()
            for change, later in zip(spans, spans[1:], strict=False)
            if change.value in ("pending", "hold")
        )
        return _cut(ours - paused, ours, "pending_paused")
    return _cut(ours, ours, "")


def _cut(theirs: float, ours: float, cause: str) -> tuple[float, str]:
    """In whole minutes; where that alone explains it, nothing else does."""
    reported = theirs // 60 * 60
    if abs(reported - ours) < 1:
        return reported, "equal"
    return reported, "truncated_to_minutes" if 0 <= ours - reported < 60 else cause


def _object(minutes: dict[str, str], name: str) -> str | None:
    found = {"calendar": minutes.get(name), "business": minutes.get(f"{name}_business")}
    return json.dumps({key: int(value) for key, value in found.items() if value}) or None


def _count(found: Planted, name: str) -> str | None:
    return str(int(found[name][0])) if name in found else None
