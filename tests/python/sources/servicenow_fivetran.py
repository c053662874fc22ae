"""The desk as Fivetran lands ServiceNow."""

import hashlib
from dataclasses import replace
from datetime import date, datetime

from tests.python.sources.desk import (
    AGENTS,
    AS_OF,
    FIRST_REPLY_MINUTES,
    FORMER,
    HOUR,
    MINUTE,
    RULE,
    TEAMS,
    Ticket,
    make_desk,
)
from tests.python.sources.hours import EASTER, LATE, MAIN, Schedule
from tests.python.sources.truth import (
    Cells,
    finished,
    first_reply_target,
    resolution_target,
    shares,
    ticket_truth,
)
from tests.python.sources.write import SYNCED, Rows, as_csv, stamp

# Assessments are tables of their own, which are not read.
UNTOLD = {"csat", "survey_response_rate"}
MAY_DAY = ("May Day", date(2025, 5, 1), date(2025, 5, 1))
TARGET = 16 * HOUR
PRIORITIES = {"urgent": "1", "high": "2", "normal": "3", "low": "4", None: "5"}
# With the reason of a hold: 1 waits for the caller, 4 for a vendor. The company made two states.
STATES = {
    "new": (("1", ""),), "open": (("2", ""), ("-5", "")), "pending": (("3", "1"),),
    "hold": (("3", "4"),), "solved": (("6", ""), ("11", "")), "closed": (("7", ""),),
    "deleted": (("8", ""),),
}  # fmt: skip
LABELS = {
    "-5": "In Bearbeitung", "1": "New", "2": "In Progress", "3": "On Hold", "6": "Resolved",
    "7": "Closed", "8": "Canceled", "11": "Erledigt",
}  # fmt: skip


def truth() -> Cells:
    """Two service levels count: that of the response, and that of the resolution."""
    desk = [ticket for ticket in _desk() if ticket.is_counted]
    decided = [first_reply_target(ticket) for ticket in desk if ticket.is_inbound]
    decided += [resolution_target(t, _resolution_due(t)) for t in desk]
    kept = shares("sla_compliance_rate", filter(None, decided))
    return ticket_truth(desk, untold={*UNTOLD, "sla_compliance_rate"}) | finished(kept)


def files() -> dict[str, str]:
    """Every table that the source reads."""
    desk = _desk()
    changes = [_change(ticket) for ticket in desk if int(ticket.ticket_id) % 9 == 0]
    return as_csv(
        {
            "task": [*map(_task, desk), *changes],
            "incident": [_incident(ticket) for ticket in desk],
            "sys_audit": [row for ticket in desk for row in _audit(ticket)],
            "sys_journal_field": [row for ticket in desk for row in _journal(ticket)],
            "sys_user": _users(desk),
            "sys_choice": [
                {
                    "name": table, "element": "state", "value": value, "language": language,
                    "label": label if language == "en" else f"{label} (de)",
                }
                for table in ("incident", "task")
                for language in ("en", "de")
                for value, label in LABELS.items()
            ],
            "sys_user_group": [{"sys_id": _id(t), "name": f"Group {t}"} for t in TEAMS],
            "sys_user_grmember": [
                {"user_value": _id(agent), "group_value": _id(TEAMS[0])} for agent in AGENTS
            ],
            "task_sla": [row for ticket in desk for row in _levels(ticket)],
            "contract_sla": [row for schedule in (MAIN, LATE) for row in _definitions(schedule)],
            "cmn_schedule": [
                {"sys_id": _id(name), "name": name, "time_zone": zone}
                for name, zone in (
                    (MAIN.name, MAIN.zone), (LATE.name, LATE.zone), ("holidays", ""),
                )
            ],
            "cmn_schedule_span": _spans(),
            "cmn_other_schedule": [
                {
                    "schedule_value": _id(MAIN.name), "child_schedule_value": _id("holidays"),
                    "type": "include",
                }
            ],
        }
    )  # fmt: skip


def _desk() -> list[Ticket]:
    """Incidents are not merged; one schedule has a holiday every year."""
    main = replace(MAIN, holidays=(EASTER, MAY_DAY))
    return [
        replace(ticket, schedule=main if ticket.schedule is MAIN else LATE)
        for ticket in make_desk()
        if ticket.merged_into is None
    ]


def _resolution_due(ticket: Ticket) -> datetime:
    return ticket.schedule.due(ticket.created, TARGET.total_seconds())


def _id(name: str) -> str:
    """Ids are 32 hexadecimal digits."""
    return hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()


def _login(ticket: Ticket, person: str) -> str:
    """Rules write as the system or as the user of an integration."""
    if person == RULE:
        return "system" if int(ticket.ticket_id) % 2 else "mail.gateway"
    return f"user.{person}"


def _state(ticket: Ticket, status: str | None) -> tuple[str, str]:
    states = STATES[status or ""]
    return states[int(ticket.ticket_id) % len(states)]


def _task(ticket: Ticket) -> dict[str, str | None]:
    statuses = [change for change in ticket.changes if change.field == "status"]
    team = [change.value for change in ticket.changes if change.field == "team"][-1]
    return {
        "sys_id": _id(ticket.ticket_id),
        "number": f"INC{ticket.ticket_id.zfill(7)}",
        "sys_class_name": "incident",
        "state": _state(ticket, statuses[-1].value)[0],
        "priority": PRIORITIES[ticket.priority],
        "opened_at": stamp(ticket.created),
        # The record was made a while after the caller called.
        "sys_created_on": stamp(ticket.created + 5 * MINUTE),
        "opened_by_value": _id(ticket.opened_by),
        "closed_at": stamp(statuses[-1].at) if statuses[-1].value == "closed" else None,
        "assigned_to_value": _id(ticket.assignee) if ticket.assignee else None,
        "assignment_group_value": _id(team or ""),
        "contact_type": ticket.channel,
        "short_description": f"Request {ticket.ticket_id}",
        "sys_updated_on": stamp(max(change.at for change in ticket.changes)),
        "_fivetran_deleted": str(ticket.is_deleted).lower(),
        "_fivetran_synced": SYNCED,
    }


def _change(ticket: Ticket) -> dict[str, str | None]:
    """A task of another kind."""
    return {**_task(ticket), "sys_id": _id(f"change {ticket.ticket_id}"),
            "sys_class_name": "change_request"}  # fmt: skip


def _incident(ticket: Ticket) -> dict[str, str | None]:
    statuses = [change.value for change in ticket.changes if change.field == "status"]
    return {
        "sys_id": _id(ticket.ticket_id),
        "caller_id_value": _id(ticket.customer),
        "hold_reason": _state(ticket, statuses[-1])[1] or None,
        "resolved_at": stamp(ticket.last_solve) if ticket.last_solve else None,
        "reopen_count": "2" if ticket.is_reopened else "0",
    }


def _audit(ticket: Ticket) -> Rows:
    """What changed after creation: states as numbers, people as ids, users by their logins."""
    state, reason = STATES["new"][0]
    group, assignee = "", ""
    rows: list[tuple[datetime, str, str, str, str]] = []
    for change in ticket.changes:
        value = change.value or ""
        if change.field == "status":
            new_state, new_reason = _state(ticket, value)
            if value == "solved" and int(ticket.ticket_id) % 3 == 0 and state != "2":
                # Taken up and resolved within one second: how often it was saved tells the order.
                rows.append((change.at, "state", state, "2", change.author))
                state = "2"
            rows.append((change.at, "state", state, new_state, change.author))
            rows.append((change.at, "hold_reason", reason, new_reason, change.author))
            state, reason = new_state, new_reason
        elif change.field == "team":
            rows.append((change.at, "assignment_group", group, _id(value), change.author))
            group = _id(value)
        else:
            rows.append((change.at, "assigned_to", assignee, _id(value), change.author))
            assignee = _id(value)
    return [
        {
            "sys_id": _id(f"audit {ticket.ticket_id} {number}"), "tablename": "incident",
            "documentkey": _id(ticket.ticket_id), "fieldname": field, "oldvalue": old,
            "newvalue": new, "user": _login(ticket, author), "sys_created_on": stamp(at),
            "record_checkpoint": str(number), "_fivetran_synced": SYNCED,
        }
        # What a record is created with is not audited.
        for number, (at, field, old, new, author) in enumerate(rows)
        if old != new and at > ticket.created
    ]  # fmt: skip


def _journal(ticket: Ticket) -> Rows:
    """The first message is the incident's own description."""
    return [
        {
            "sys_id": _id(f"journal {ticket.ticket_id} {number}"), "name": "incident",
            "element": "comments" if message.is_public else "work_notes",
            "element_id": _id(ticket.ticket_id), "value": "…",
            "sys_created_by": _login(ticket, message.author),
            "sys_created_on": stamp(message.at), "_fivetran_synced": SYNCED,
        }
        for number, message in enumerate(ticket.messages)
        if message.at > ticket.created
    ]  # fmt: skip


def _users(desk: list[Ticket]) -> Rows:
    """Callers, staff, who left included, and an integration."""
    people = sorted({*AGENTS, FORMER, *(ticket.customer for ticket in desk)})
    rows: Rows = [
        {"sys_id": _id(person), "user_name": f"user.{person}", "name": f"Person {person}",
         "active": str(person != FORMER).lower(), "internal_integration_user": "false",
         "_fivetran_synced": SYNCED}
        for person in people
    ]  # fmt: skip
    gateway = {"sys_id": _id("gateway"), "user_name": "mail.gateway", "name": "Mail gateway"}
    return [*rows, {**gateway, "active": "true", "internal_integration_user": "true"}]


def _levels(ticket: Ticket) -> Rows:
    """Of the resolution for everybody, of the response for some; one was cancelled at once."""
    due = _resolution_due(ticket)
    solved = ticket.last_solve or AS_OF
    name = ticket.schedule.name
    rows = [(f"resolution {name}", "completed", ticket.created, due, solved > due)]
    if ticket.policy and ticket.priority:
        reply = ticket.first_reply or AS_OF
        minutes = FIRST_REPLY_MINUTES[ticket.priority]
        due = ticket.schedule.due(ticket.created, minutes * 60)
        level = f"response {ticket.priority} {name}"
        rows.append((level, "completed", ticket.created, due, reply > due))
        later = ticket.created + MINUTE
        rows.append((f"response urgent {name}", "cancelled", later, later + HOUR, True))
    return [
        {
            "sys_id": _id(f"level {ticket.ticket_id} {number}"),
            "task_value": _id(ticket.ticket_id), "sla_value": _id(level), "stage": stage,
            "start_time": stamp(start), "planned_end_time": stamp(end),
            "has_breached": str(is_breached).lower(),
        }
        for number, (level, stage, start, end, is_breached) in enumerate(rows)
    ]  # fmt: skip


def _definitions(schedule: Schedule) -> Rows:
    """Durations are instants from 1970 on."""
    targets = {f"response {priority}": minutes for priority, minutes in FIRST_REPLY_MINUTES.items()}
    targets["resolution"] = int(TARGET / MINUTE)
    return [
        {
            "sys_id": _id(f"{name} {schedule.name}"), "name": f"{name} {schedule.name}",
            "target": name.split()[0], "type": "SLA",
            "duration": stamp(datetime(1970, 1, 1) + minutes * MINUTE),  # noqa: DTZ001 - a duration
            "schedule_value": _id(schedule.name), "_fivetran_synced": SYNCED,
        }
        for name, minutes in targets.items()
    ]  # fmt: skip


def _spans() -> Rows:
    """Hours by weekday, and whole days that are left out, once or every year."""
    spans = [
        (MAIN.name, "", "20180222T090000", "20180222T180000", "weekdays", ""),
        (MAIN.name, "", "20180225T100000", "20180225T140000", "weekly", "7"),
        (LATE.name, "", "20180222T140000", "20180222T235959", "weekly", "12345"),
        ("holidays", "exclude", "20250418T000000", "20250421T235959", "", ""),
        ("holidays", "exclude", "20120501T000000", "20120501T235959", "yearly", ""),
    ]
    return [
        {
            "sys_id": _id(f"span {number}"), "schedule_value": _id(schedule), "type": kind,
            "name": f"Span {number}", "start_date_time": start, "end_date_time": end,
            "repeat_type": repeat, "days_of_week": days, "all_day": str(bool(kind)).lower(),
            "yearly_type": "doy" if repeat == "yearly" else "", "_fivetran_synced": SYNCED,
        }
        for number, (schedule, kind, start, end, repeat, days) in enumerate(spans)
    ]  # fmt: skip
