"""The desk as Fivetran lands Zendesk Support."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from tests.python.sources.desk import (
    AGENTS,
    FIRST_REPLY_MINUTES,
    FORMER,
    MINUTE,
    STAFF_CUSTOMER,
    Message,
    Ticket,
    make_desk,
)
from tests.python.sources.hours import LATE, MAIN, Schedule
from tests.python.sources.truth import Cells, ticket_truth
from tests.python.sources.write import SYNCED, Rows, as_csv
from tests.python.sources.zendesk_chats import chat_of, side_conversations
from tests.python.sources.zendesk_metrics import metrics
from tests.python.sources.zendesk_surveys import is_converted, surveys

RAILS_ZONES = {"Europe/Bucharest": "Bucharest", "Europe/London": "London"}
SCHEDULE_IDS = {MAIN.name: "301", LATE.name: "302"}
FIELDS = {"assignee": "assignee_id", "team": "group_id", "status": "status"}
# Every so many tickets came by chat: what was said is told by the chat, and by a transcript later.
CHATS = 11


def truth() -> Cells:
    """Everything that the desk knows."""
    return ticket_truth(_desk())


def files() -> dict[str, str]:
    """Every table of the connector that the source reads."""
    tickets = _desk()
    tables: dict[str, Rows] = {
        "ticket": [_ticket(ticket, tickets) for ticket in tickets],
        "ticket_field_history": [row for ticket in tickets for row in _history(ticket)],
        "ticket_comment": [row for ticket in tickets for row in _comments(ticket, tickets)],
        "user": _users(tickets),
        "ticket_tag": [{"ticket_id": t.ticket_id, "tag": t.template} for t in tickets],
        "schedule": [row for schedule in (MAIN, LATE) for row in _schedule(schedule)],
        "schedule_holiday": [
            {
                "schedule_id": SCHEDULE_IDS[MAIN.name], "id": "1", "name": name,
                "start_date": str(first), "end_date": str(last), "_fivetran_deleted": "false",
                "_fivetran_synced": SYNCED,
            }
            for name, first, last in MAIN.holidays
        ],
        "ticket_schedule": [
            # A trigger set the main schedule first; the last one counts.
            {
                "ticket_id": t.ticket_id, "schedule_id": SCHEDULE_IDS[name],
                "created_at": _time(t.created, later),
            }
            for t in tickets
            if t.schedule is LATE
            for later, name in enumerate((MAIN.name, LATE.name))
        ],
        "sla_policy_metric_history": _policies(),
        "ticket_sla_policy": [
            {
                "ticket_id": t.ticket_id, "sla_policy_id": t.policy,
                "policy_applied_at": _time(t.created),
            }
            for t in tickets
            if t.policy
        ],
        "ticket_metrics": metrics(tickets),
        "ticket_chat": [
            {"chat_id": f"2503.4323.{t.ticket_id}", "ticket_id": t.ticket_id, "channel": t.channel,
             "visitor_id": f"21432-{t.customer}"}
            for t in tickets
            if t.channel == "chat"
        ],
        "ticket_chat_event": [row for t in tickets if t.channel == "chat" for row in chat_of(t)],
        **surveys(tickets),
    }  # fmt: skip
    return as_csv(tables)


def _desk() -> list[Ticket]:
    """What was merged was closed in the moment of the merge."""
    tickets = {ticket.ticket_id: ticket for ticket in make_desk()}
    return [
        _merged(ticket, tickets[ticket.merged_into])
        if ticket.merged_into
        else replace(ticket, channel="chat")
        if _is_chat(ticket)
        else ticket
        for ticket in tickets.values()
    ] + side_conversations()


def _is_chat(ticket: Ticket) -> bool:
    return int(ticket.ticket_id) % CHATS == 0 and ticket.is_inbound and ticket.is_counted


def _merged(ticket: Ticket, survivor: Ticket) -> Ticket:
    last = replace(ticket.changes[-1], at=merged_at(survivor, [ticket]))
    return replace(ticket, changes=[*ticket.changes[:-1], last])


def merged_at(ticket: Ticket, merged: list[Ticket]) -> datetime:
    """When others were merged into a ticket."""
    return max(ticket.created, *(t.created for t in merged)) + 5 * MINUTE + timedelta(seconds=1)


def _ticket(ticket: Ticket, tickets: list[Ticket]) -> dict[str, str | None]:
    statuses = [change.value for change in ticket.changes if change.field == "status"]
    teams = [change.value for change in ticket.changes if change.field == "team"]
    merged = [int(t.ticket_id) for t in tickets if t.merged_into == ticket.ticket_id]
    return {
        "id": ticket.ticket_id,
        "created_at": _time(ticket.created),
        "updated_at": _time(max(change.at for change in ticket.changes)),
        "status": statuses[-1],
        "priority": ticket.priority,
        "type": "question",
        "subject": f"Request {ticket.ticket_id}",
        "requester_id": ticket.customer,
        "submitter_id": ticket.opened_by,
        "assignee_id": ticket.assignee,
        "group_id": teams[-1],
        "merged_ticket_ids": json.dumps(merged),
        "via_channel": ticket.channel,
        "_fivetran_deleted": "false",
        "_fivetran_synced": SYNCED,
    }


def _history(ticket: Ticket) -> Rows:
    changes = [(c.at, FIELDS[c.field], c.value, c.author) for c in ticket.changes]
    changes.append((ticket.created, "priority", ticket.priority, ticket.opened_by))
    if ticket.invited:
        changes.append((ticket.invited, "satisfaction_score", "offered", "-1"))
    if is_converted(ticket):
        changes += [(at, "satisfaction_score", s, ticket.customer) for at, s in ticket.ratings]
    return [
        {
            "ticket_id": ticket.ticket_id, "field_name": name, "updated": _time(at),
            "value": value, "user_id": author, "_fivetran_synced": SYNCED,
        }
        for at, name, value, author in changes
    ]  # fmt: skip


def _comments(ticket: Ticket, tickets: list[Ticket]) -> Rows:
    """A merge leaves a comment on the ticket that survives, which an agent wrote for everybody."""
    merged = [t for t in tickets if t.merged_into == ticket.ticket_id]
    messages = list(ticket.messages)
    if ticket.channel == "chat":
        # All that was said, again, under the name of the agent.
        messages = [m for m in messages if not m.is_public]
        messages += [Message(max(m.at for m in ticket.messages) + MINUTE, AGENTS[0])]
    messages += [
        Message(merged_at(ticket, merged) + timedelta(seconds=2), one.changes[-1].author)
        for one in merged
    ]
    return [
        {
            "id": f"{ticket.ticket_id}{number:02}", "ticket_id": ticket.ticket_id,
            "created": _time(message.at), "public": str(message.is_public).lower(),
            "user_id": message.author, "body": "…", "_fivetran_synced": SYNCED,
        }
        for number, message in enumerate(messages)
    ]  # fmt: skip


def _users(tickets: list[Ticket]) -> Rows:
    """Staff and customers; who left the desk is an end user now."""
    asking = {t.customer for t in tickets if t.customer.startswith(STAFF_CUSTOMER)}
    customers = sorted({t.customer for t in tickets} - asking - set(AGENTS))
    roles = [(agent, "agent") for agent in (*AGENTS, *sorted(asking))]
    roles += [(user, "end-user") for user in (FORMER, *customers)]
    return [
        {"id": user, "role": role, "name": f"Person {user}", "_fivetran_synced": SYNCED}
        for user, role in roles
    ]


def _schedule(schedule: Schedule) -> Rows:
    """Minutes since Sunday midnight of the local clock; in UTC by one offset for the whole year."""
    return [
        {
            "id": SCHEDULE_IDS[schedule.name], "name": schedule.name,
            "time_zone": RAILS_ZONES[schedule.zone],
            "start_time": str(sunday + opens), "end_time": str(sunday + closes),
            "start_time_utc": str(sunday + opens - 120), "end_time_utc": str(sunday + closes - 120),
            "_fivetran_deleted": "false", "_fivetran_synced": SYNCED,
        }
        for weekday, spans in schedule.hours.items()
        for opens, closes in spans
        for sunday in (weekday % 7 * 1440,)
    ]  # fmt: skip


def _policies() -> Rows:
    """Minutes; the first version was too generous for a day, long before the first ticket."""
    return [
        {
            "sla_policy_id": "900", "sla_policy_updated_at": updated, "metric": metric,
            "priority": priority, "target": str(int(minutes * factor)), "business_hours": "true",
            "_fivetran_synced": SYNCED,
        }
        for updated, factor in (("2025-01-01 00:00:00", 9), ("2025-01-02 00:00:00", 1))
        for priority, minutes in FIRST_REPLY_MINUTES.items()
        for metric in ("first_reply_time",)
    ]  # fmt: skip


def _time(at: datetime, later: int = 0) -> str:
    """As a warehouse writes it: UTC without an offset."""
    return (
        f"{at.replace(microsecond=later):%Y-%m-%d %H:%M:%S.%f}"
        if later
        else f"{at:%Y-%m-%d %H:%M:%S}"
    )
