"""The desk as connectors of Zendesk's API land it: nested JSON, some of it read twice."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.python.sources.desk import (
    AGENTS,
    FIRST_REPLY_MINUTES,
    FORMER,
    STAFF_CUSTOMER,
    TEAMS,
    Ticket,
    make_desk,
)
from tests.python.sources.hours import MAIN, WORKDAYS
from tests.python.sources.truth import Cells, ticket_truth
from tests.python.sources.write import as_json_lines
from tests.python.sources.zendesk_audits import Objects, audits_of, time_text, via
from tests.python.sources.zendesk_chats import side_conversations
from tests.python.sources.zendesk_metrics import metrics


def truth() -> Cells:
    """Everything but the schedule of a single ticket, and holidays."""
    return ticket_truth(_desk())


def files() -> dict[str, str]:
    """The streams that the source reads; some objects were loaded twice."""
    tickets = _desk()
    audits = [audit for ticket in tickets for audit in audits_of(ticket, tickets)]
    return as_json_lines(
        {
            "tickets": [_before(_ticket(t)) for t in tickets[::9]] + [_ticket(t) for t in tickets],
            "ticket_audits": audits + audits[::11],
            "users": _users(tickets),
            "groups": [{"id": int(team), "name": f"Team {team}"} for team in TEAMS],
            "satisfaction_ratings": [_rating(ticket) for ticket in tickets if ticket.invited],
            "sla_policies": [_policy()],
            "schedules": [_schedule()],
            "ticket_metric_events": [row for t in tickets if t.policy for row in _clock(t)],
            "ticket_metrics": [_metrics(row) for row in metrics(tickets)],
        }
    )


def _desk() -> list[Ticket]:
    schedule = MAIN.without_holidays()
    return [replace(ticket, schedule=schedule) for ticket in make_desk() + side_conversations()]


def _ticket(ticket: Ticket) -> dict[str, Any]:
    """The rating is a text on one ticket and an object on another."""
    statuses = [change.value for change in ticket.changes if change.field == "status"]
    teams = [change.value for change in ticket.changes if change.field == "team"]
    rating = {"score": ticket.ratings[-1][1], "id": 1} if ticket.ratings else "unoffered"
    return {
        "id": int(ticket.ticket_id), "created_at": time_text(ticket.created),
        "updated_at": time_text(max(change.at for change in ticket.changes)),
        "status": statuses[-1], "priority": ticket.priority, "type": "question",
        "subject": f"Request {ticket.ticket_id}", "requester_id": int(ticket.customer),
        "submitter_id": int(ticket.opened_by), "assignee_id": int(ticket.assignee or 0) or None,
        "group_id": int(teams[-1] or 0), "via": via(ticket),
        "tags": [ticket.template, "a,b"], "satisfaction_rating": rating,
    }  # fmt: skip


def _before(ticket: dict[str, Any]) -> dict[str, Any]:
    """What an earlier load had."""
    return {**ticket, "status": "new", "updated_at": ticket["created_at"]}


def _users(tickets: list[Ticket]) -> Objects:
    """Who left the desk is an end user now, and was an agent when it was loaded first."""
    asking = {t.customer for t in tickets if t.customer.startswith(STAFF_CUSTOMER)}
    customers = sorted({t.customer for t in tickets} - asking - set(AGENTS))
    roles = [(FORMER, "agent", "2025-02-01T00:00:00Z")]
    roles += [(agent, "agent", "2025-02-01T00:00:00Z") for agent in (*AGENTS, *sorted(asking))]
    roles += [(user, "end-user", "2025-05-01T00:00:00Z") for user in (FORMER, *customers)]
    return [
        {"id": int(user), "role": role, "name": f"Person {user}", "updated_at": updated}
        for user, role, updated in roles
    ]


def _rating(ticket: Ticket) -> dict[str, Any]:
    """One row per rating, changed in place."""
    at, score = ticket.ratings[-1] if ticket.ratings else (ticket.invited, "offered")
    return {
        "id": int(ticket.ticket_id) + 5000, "ticket_id": int(ticket.ticket_id),
        "requester_id": int(ticket.customer), "assignee_id": int(ticket.assignee or 0),
        "score": score, "created_at": time_text(ticket.invited), "updated_at": time_text(at),
    }  # fmt: skip


def _policy() -> dict[str, Any]:
    """Minutes; seconds beside them only where the account is new enough."""
    targets = [
        {"priority": name, "metric": "first_reply_time", "target": minutes, "business_hours": True}
        for name, minutes in FIRST_REPLY_MINUTES.items()
    ]
    targets[0]["target_in_seconds"] = FIRST_REPLY_MINUTES["low"] * 60
    return {"id": 900, "title": "Gold", "position": 1, "policy_metrics": targets}


def _schedule() -> dict[str, Any]:
    spans = [(day * 1440 + 540, day * 1440 + 1080) for day in WORKDAYS] + [MAIN.hours[7][0]]
    intervals = [{"start_time": start, "end_time": end} for start, end in spans]
    return {"id": 301, "name": "main", "time_zone": "Bucharest", "intervals": intervals}


def _clock(ticket: Ticket) -> Objects:
    """A first policy that the right one replaced, and what has nothing to do with it."""
    return [
        {
            "id": int(ticket.ticket_id) * 10 + number, "ticket_id": int(ticket.ticket_id),
            "metric": "reply_time", "instance_id": 1, "type": kind,
            "time": time_text(ticket.created + timedelta(seconds=number)),
            "sla": {"target": 60, "policy": {"id": policy}} if policy else None,
        }
        for number, (kind, policy) in enumerate(
            (("activate", None), ("apply_sla", 899), ("apply_sla", 900))
        )
    ]  # fmt: skip


def _metrics(row: dict[str, str | None]) -> dict[str, Any]:
    """Minutes by clock as an object."""
    return {
        name: json.loads(value) if value and value.startswith("{") else value
        for name, value in row.items()
    }
