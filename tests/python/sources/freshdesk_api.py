"""The desk as connectors of Freshdesk's API land it: numbers for words, only the last times."""

from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

from tests.python.sources.desk import (
    AGENTS,
    AS_OF,
    DAY,
    FIRST_REPLY_MINUTES,
    HOUR,
    MINUTE,
    PRIORITIES,
    RULE,
    STAFF_CUSTOMER,
    TEAMS,
    Change,
    Message,
    Ticket,
    make_desk,
)
from tests.python.sources.freshdesk_activities import activities, has_history
from tests.python.sources.freshdesk_settings import GROUPS, SCHEDULES, calendars, policies
from tests.python.sources.truth import Cells, finished, shares, ticket_truth
from tests.python.sources.write import as_json_lines

Objects = list[dict[str, Any]]
# Needs invitations, or the history of every ticket.
UNTOLD = {"survey_response_rate", "reopen_rate"}
STATUSES = {"new": 2, "open": 2, "pending": 3, "solved": 4, "closed": 5, "hold": 7, "deleted": 2}
RATINGS = {"good": (103, 102, 101), "bad": (100, -101, -103)}
DUE = 2 * DAY


def truth() -> Cells:
    """What the last of each time can tell, and of some tickets the history."""
    counted = [ticket for ticket in _desk() if ticket.is_counted]
    tickets = [ticket for ticket in counted if ticket.is_inbound]
    promises = shares("sla_compliance_rate", chain.from_iterable(map(_promises, tickets)))
    solved = (t for t in counted if t.first_solve and has_history(t))
    reopened = shares("reopen_rate", ((t.first_solve, t.is_reopened) for t in solved))
    return ticket_truth(_desk(), untold=UNTOLD) | finished(promises | reopened)


def files() -> dict[str, str]:
    """The streams that the source reads; some objects were loaded twice."""
    tickets = _desk()
    rows = [_ticket(ticket) for ticket in tickets]
    conversations = [row for ticket in tickets for row in _conversations(ticket)]
    told = activities([ticket for ticket in make_desk() if ticket.template != "merged"])
    return as_json_lines(
        {
            "tickets": [{**row, "status": 2, "updated_at": row["created_at"]} for row in rows[::9]]
            + rows,
            "conversations": conversations + conversations[::11],
            "agents": [_agent(agent) for agent in _staff(tickets)],
            "groups": GROUPS,
            "satisfaction_ratings": [row for ticket in tickets for row in _ratings(ticket)],
            "business_hours": calendars(),
            "sla_policies": policies(),
            "time_entries": [_time_entry(ticket) for ticket in tickets[::5]],
            "ticket_activities": told + told[::7],
        }
    )


def _desk() -> list[Ticket]:
    """Merges are not told, every ticket has a priority, and its group has the opening hours."""
    return [_told(ticket) for ticket in make_desk() if ticket.template != "merged"]


def _told(ticket: Ticket) -> Ticket:
    team = [change.value for change in ticket.changes if change.field == "team"][-1]
    told = replace(ticket, priority=ticket.priority or "low", schedule=SCHEDULES[team or ""])
    if not ticket.is_inbound:
        # Resolved when it is written.
        told.first_solve = told.last_solve = ticket.created
    elif has_history(ticket):
        return told
    # Without history nobody knows that a team handed it over.
    told.is_fcr = told.is_fcr or ticket.template == "handed_over"
    last = [change for change in ticket.changes if change.field == "status"][-1]
    solved = [Change(told.last_solve, "status", "solved", "")] if told.last_solve else []
    others = [change for change in ticket.changes if change.field != "status"]
    ended = [last] if last.value == "closed" else []
    told.changes = [Change(ticket.created, "status", "new", ""), *others, *solved, *ended]
    return told


def _promises(ticket: Ticket) -> list[tuple[datetime, bool]]:
    """When it was decided whether the first reply and the resolution came in time, and how."""
    if ticket.schedule is SCHEDULES[TEAMS[0]]:
        seconds = FIRST_REPLY_MINUTES[ticket.priority or ""] * 60
        due = ticket.schedule.due(ticket.created, seconds)
        is_met = ticket.first_reply is not None and (
            ticket.schedule.seconds(ticket.created, ticket.first_reply) <= seconds
        )
    else:
        due = ticket.created + 3 * HOUR
        is_met = ticket.first_reply is not None and ticket.first_reply <= due
    promises = [(ticket.first_reply if is_met and ticket.first_reply else due, is_met)]
    solved, due = ticket.last_solve, ticket.created + DUE
    promises.append((solved, True) if solved and solved <= due else (due, False))
    return [promise for promise in promises if promise[0] <= AS_OF]


def _ticket(ticket: Ticket) -> dict[str, Any]:
    status = [change for change in ticket.changes if change.field == "status"][-1]
    team = [change.value for change in ticket.changes if change.field == "team"][-1]
    # An automatic reply is their first response; of their own mails they have none.
    greeting = _greeted(ticket)
    responded = min(greeting) if greeting else ticket.first_reply
    return {
        "id": int(ticket.ticket_id), "created_at": _time(ticket.created),
        "updated_at": _time(max(change.at for change in ticket.changes)),
        "status": STATUSES[status.value or ""],
        "priority": PRIORITIES.index(ticket.priority or "") + 1,
        "source": 1 if ticket.is_inbound else 10, "type": "Question",
        "subject": f"Request {ticket.ticket_id}", "requester_id": int(ticket.customer),
        "responder_id": int(ticket.assignee or 0) or None, "group_id": int(team or 0),
        "tags": [ticket.template], "spam": False, "deleted": ticket.is_deleted,
        "due_by": _time(ticket.created + DUE), "is_escalated": False,
        "stats": {
            "first_responded_at": _time(responded), "resolved_at": _time(ticket.last_solve),
            "closed_at": _time(status.at) if status.value == "closed" else None,
            "reopened_at": None,
        },
    }  # fmt: skip


def _greeted(ticket: Ticket) -> list[datetime]:
    """When a rule answered; it does where nobody else did."""
    if ticket.template == "never_answered":
        return [ticket.created + MINUTE]
    return [message.at for message in ticket.messages if message.author == RULE]


def _conversations(ticket: Ticket) -> Objects:
    """All but the first message; an answer to a survey is one, too."""
    written = [(message, 2 if not message.is_public else 0) for message in ticket.messages[1:]]
    written += [(Message(at, ticket.customer), 6) for at, _ in ticket.ratings]
    if ticket.template == "handed_over":
        # Sent on to somebody else before the customer was answered.
        written.append((Message(ticket.created + MINUTE, AGENTS[0]), 8))
    if ticket.template == "never_answered":
        written.append((Message(_greeted(ticket)[0], RULE), 0))
    return [
        {
            "id": int(ticket.ticket_id) * 100 + number, "ticket_id": int(ticket.ticket_id),
            "user_id": int(AGENTS[0] if message.author == RULE else message.author),
            "incoming": message.author == ticket.customer, "private": not message.is_public,
            "source": source, "created_at": _time(message.at), "updated_at": _time(message.at),
            "auto_response": message.author == RULE, "automation_id": None, "body_text": "…",
        }
        for number, (message, source) in enumerate(written)
    ]  # fmt: skip


def _ratings(ticket: Ticket) -> Objects:
    """Airbyte lands the answers as an object, Singer as a list."""
    rows = []
    for number, (at, score) in enumerate(ticket.ratings):
        value = RATINGS[score][int(ticket.ticket_id) % 3]
        as_list = [{"question": "question_1", "value": -103},
                   {"question": "default_question", "value": value}]  # fmt: skip
        as_object = {"default_question": value, "question_1": -103}
        rows.append(
            {
                "id": int(ticket.ticket_id) * 10 + number, "ticket_id": int(ticket.ticket_id),
                "user_id": int(ticket.customer), "agent_id": int(ticket.assignee or 0),
                "created_at": _time(at), "feedback": "…",
                "ratings": as_list if int(ticket.ticket_id) % 2 else as_object,
            }
        )  # fmt: skip
    return rows


def _agent(agent: str) -> dict[str, Any]:
    return {"id": int(agent), "contact": {"name": f"Person {agent}", "active": True}}


def _staff(tickets: list[Ticket]) -> list[str]:
    """Whoever left is not listed any more; staff of other departments are agents who ask."""
    return [*AGENTS, *(t.customer for t in tickets if t.customer.startswith(STAFF_CUSTOMER))]


def _time_entry(ticket: Ticket) -> dict[str, Any]:
    return {
        "id": int(ticket.ticket_id), "ticket_id": int(ticket.ticket_id), "agent_id": 11,
        "executed_at": _time(ticket.created + MINUTE), "time_spent": "00:01",
        "time_spent_in_seconds": 103, "timer_running": False,
    }  # fmt: skip


def _time(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else None
