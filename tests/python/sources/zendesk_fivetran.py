"""The desk as Fivetran lands Zendesk Support."""

import json
from datetime import datetime

from tests.python.sources.desk import (
    AGENTS,
    FIRST_REPLY_MINUTES,
    FORMER,
    STAFF_CUSTOMER,
    Ticket,
    make_desk,
)
from tests.python.sources.hours import LATE, MAIN, Schedule
from tests.python.sources.truth import Cells, ticket_truth
from tests.python.sources.write import SYNCED, Rows, as_csv
from tests.python.sources.zendesk_metrics import metrics
from tests.python.sources.zendesk_surveys import is_converted, surveys

RAILS_ZONES = {"Europe/Bucharest": "Bucharest", "Europe/London": "London"}
SCHEDULE_IDS = {MAIN.name: "301", LATE.name: "302"}
FIELDS = {"assignee": "assignee_id", "team": "group_id", "status": "status"}


def truth() -> Cells:
    """Everything that the desk knows."""
    return ticket_truth(make_desk())


def files() -> dict[str, str]:
    """Every table of the connector that the source reads."""
    tickets = make_desk()
    tables: dict[str, Rows] = {
        "ticket": [_ticket(ticket, tickets) for ticket in tickets],
        "ticket_field_history": [row for ticket in tickets for row in _history(ticket)],
        "ticket_comment": [row for ticket in tickets for row in _comments(ticket)],
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
        **surveys(tickets),
    }  # fmt: skip
    return as_csv(tables)


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


def _comments(ticket: Ticket) -> Rows:
    return [
        {
            "id": f"{ticket.ticket_id}{number:02}", "ticket_id": ticket.ticket_id,
            "created": _time(message.at), "public": str(message.is_public).lower(),
            "user_id": message.author, "body": "…", "_fivetran_synced": SYNCED,
        }
        for number, message in enumerate(ticket.messages)
    ]  # fmt: skip


def _users(tickets: list[Ticket]) -> Rows:
    """Staff and customers; who left the desk is an end user now."""
    asking = {t.customer for t in tickets if t.customer.startswith(STAFF_CUSTOMER)}
    customers = sorted({t.customer for t in tickets} - asking)
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
