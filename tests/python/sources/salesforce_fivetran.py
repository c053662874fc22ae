"""The desk as Fivetran lands Salesforce Service Cloud."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.python.sources.desk import (
    AGENTS,
    AS_OF,
    DAY,
    FIRST_REPLY_MINUTES,
    FORMER,
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

# The platform has no survey of its own.
UNTOLD = {"csat", "survey_response_rate"}
MAY_DAY = ("May Day", date(2025, 5, 1), date(2025, 5, 1))
HOURS_IDS = {MAIN.name: "01m000000000301AAA", LATE.name: "01m000000000302AAA"}
MAIL_USER, PLATFORM = "00500000000mailAAA", "00500000000autoAAA"
TARGET = 2 * DAY
# Two of them no seed knows.
STATUSES = {
    "new": ("New",), "open": ("Working",), "pending": ("Waiting on Customer",),
    "hold": ("On Hold",), "solved": ("Resolved", "Abgeschlossen"), "closed": ("Closed",),
    "deleted": ("Working",),
}  # fmt: skip
CLOSED = {"Resolved", "Abgeschlossen", "Closed"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def truth() -> Cells:
    """Both milestones count: that of the first reply, and that of the resolution."""
    desk = [ticket for ticket in _desk() if ticket.is_counted]
    decided = [first_reply_target(ticket) for ticket in desk if ticket.is_inbound]
    decided += [resolution_target(t, t.created + TARGET) for t in desk if t.policy]
    kept = shares("sla_compliance_rate", filter(None, decided))
    return ticket_truth(desk, untold={*UNTOLD, "sla_compliance_rate"}) | finished(kept)


def files() -> dict[str, str]:
    """Every object that the source reads."""
    desk = _desk()
    statuses = sorted({name for names in STATUSES.values() for name in names})
    return as_csv(
        {
            "case": [_case(ticket) for ticket in desk],
            "case_history": [row for ticket in desk for row in _history(ticket)],
            "email_message": [row for ticket in desk for row in _emails(ticket)],
            "case_comment": [row for ticket in desk for row in _comments(ticket)],
            "user": _users(desk),
            "case_status": [
                {"api_name": name, "master_label": name, "is_closed": _flag(name in CLOSED)}
                for name in statuses
            ],
            "group": [
                {"id": _queue(team), "name": f"Queue {team}", "type": "Queue"} for team in TEAMS
            ]
            + [{"id": "00G000000000900AAA", "name": "Everybody", "type": "Organization"}],
            "business_hours": [_hours(MAIN), _hours(LATE)],
            "holiday": _holidays(),
            "case_milestone": [row for ticket in desk for row in _milestones(ticket)],
            "milestone_type": [
                {"id": "557000000000001AAA", "name": "First Response"},
                {"id": "557000000000002AAA", "name": "Resolution Time"},
                {"id": "557000000000003AAA", "name": "Warm handshake"},
            ],
        }
    )


def _desk() -> list[Ticket]:
    """Holidays close all business hours."""
    schedules = {
        schedule.name: replace(schedule, holidays=(EASTER, MAY_DAY)) for schedule in (MAIN, LATE)
    }
    return [replace(ticket, schedule=schedules[ticket.schedule.name]) for ticket in make_desk()]


def _id(ticket_id: str) -> str:
    return f"500{ticket_id.zfill(12)}AAA"


def _user(person: str) -> str:
    return PLATFORM if person == RULE else f"005{person.zfill(12)}AAA"


def _contact(person: str) -> str:
    return f"003{person.zfill(12)}AAA"


def _queue(team: str) -> str:
    return f"00G{team.zfill(12)}AAA"


def _flag(is_so: bool) -> str:
    return str(is_so).lower()


def _status(ticket: Ticket, status: str | None) -> str:
    names = STATUSES[status or ""]
    return names[int(ticket.ticket_id) % len(names)]


def _case(ticket: Ticket) -> dict[str, str | None]:
    statuses = [change for change in ticket.changes if change.field == "status"]
    status = _status(ticket, statuses[-1].value)
    return {
        "id": _id(ticket.ticket_id),
        "case_number": ticket.ticket_id.zfill(8),
        "status": status,
        "is_closed": _flag(status in CLOSED),
        # The last closing, whatever came before.
        "closed_date": stamp(statuses[-1].at) if status in CLOSED else None,
        "created_date": stamp(ticket.created),
        # Mails are taken in under a user that looks like staff.
        "created_by_id": MAIL_USER if ticket.is_inbound else _user(ticket.opened_by),
        "origin": "Email",
        "priority": ticket.priority and ticket.priority.capitalize(),
        "subject": f"Request {ticket.ticket_id}",
        "contact_id": _contact(ticket.customer),
        "owner_id": _user(ticket.assignee or ""),
        "business_hours_id": HOURS_IDS[ticket.schedule.name],
        "master_record_id": _id(ticket.merged_into) if ticket.merged_into else None,
        # Merging deletes, and what is deleted is delivered.
        "is_deleted": _flag(ticket.is_deleted or ticket.merged_into is not None),
        "system_modstamp": stamp(max(change.at for change in ticket.changes)),
        "_fivetran_synced": SYNCED,
    }


def _history(ticket: Ticket) -> Rows:
    """Statuses, and owners twice: by their names and by their ids."""
    team = next(change.value for change in ticket.changes if change.field == "team") or ""
    status, owner = "New", _queue(team)
    rows: list[tuple[datetime, str, str, str, str]] = []
    for change in sorted(ticket.changes, key=lambda change: change.at):
        by = _user(change.author) if change.author != ticket.customer else MAIL_USER
        if change.field == "status":
            name = _status(ticket, change.value)
            if name != status:
                rows.append((change.at, "Status", status, name, by))
            status = name
            continue
        owners = [_user(change.value or "")]
        if change.field == "team":
            # Back into another queue, from where the same person takes it again.
            owners = [_queue(change.value or ""), owner]
        for step, new in enumerate(owners):
            if new != owner:
                at = change.at + step * MINUTE
                rows.append((at, "Owner", f"Name of {owner}", f"Name of {new}", by))
                rows.append((at, "Owner", owner, new, by))
            owner = new
    return [
        {
            "id": f"017{ticket.ticket_id.zfill(10)}{number:02}AAA",
            "case_id": _id(ticket.ticket_id), "field": field, "old_value": old, "new_value": new,
            "created_by_id": by, "created_date": stamp(at), "_fivetran_synced": SYNCED,
        }
        for number, (at, field, old, new, by) in enumerate(
            [(ticket.created, "created", "", "", MAIL_USER), *rows]
        )
    ]  # fmt: skip


def _emails(ticket: Ticket) -> Rows:
    rows: Rows = []
    for message in ticket.messages:
        is_incoming = message.author == ticket.customer
        if not message.is_public or _is_comment(ticket, message.at, message.author):
            continue
        # The header's time of the mail that opened the case is a little older than the case.
        header = message.at - 7 * timedelta(seconds=1) * (message.at == ticket.created)
        rows.append(
            {
                "message_date": stamp(header if is_incoming else message.at),
                "incoming": _flag(is_incoming), "status": "2" if is_incoming else "3",
                "created_by_id": MAIL_USER if is_incoming else _user(message.author),
            }
        )  # fmt: skip
        if not is_incoming and message.author != RULE and int(ticket.ticket_id) % 4 == 0:
            # What was begun a little earlier, and never sent.
            rows.append({**rows[-1], "message_date": stamp(message.at - MINUTE), "status": "5"})
    return [
        {
            "id": f"02s{ticket.ticket_id.zfill(10)}{number:02}AAA",
            "parent_id": _id(ticket.ticket_id), **row, "is_deleted": "false",
            "automation_type": None, "_fivetran_synced": SYNCED,
        }
        for number, row in enumerate(rows)
    ]  # fmt: skip


def _is_comment(ticket: Ticket, at: datetime, author: str) -> bool:
    """Some customers answer in the portal."""
    return author == ticket.customer and at > ticket.created and int(ticket.ticket_id) % 2 == 0


def _comments(ticket: Ticket) -> Rows:
    return [
        {
            "id": f"00a{ticket.ticket_id.zfill(10)}{number:02}AAA",
            "parent_id": _id(ticket.ticket_id), "is_published": _flag(message.is_public),
            "created_by_id": _user(message.author), "created_date": stamp(message.at),
            "is_deleted": "false", "_fivetran_synced": SYNCED,
        }
        for number, message in enumerate(ticket.messages)
        if not message.is_public or _is_comment(ticket, message.at, message.author)
    ]  # fmt: skip


def _users(desk: list[Ticket]) -> Rows:
    """Staff, who left included; customers with an account in the portal; the platform."""
    rows: Rows = [
        {"id": _user(agent), "user_type": "Standard", "is_active": _flag(agent != FORMER)}
        for agent in (*AGENTS, FORMER)
    ]
    rows.append({"id": MAIL_USER, "user_type": "Standard", "is_active": "true"})
    rows.append({"id": PLATFORM, "user_type": "AutomatedProcess", "is_active": "true"})
    rows += [
        {
            "id": _user(ticket.customer), "user_type": "CspLitePortal", "is_active": "true",
            "contact_id": _contact(ticket.customer),
        }
        for ticket in desk
        if int(ticket.ticket_id) % 2 == 0
    ]  # fmt: skip
    return [{**row, "name": f"Person {row['id']}", "_fivetran_synced": SYNCED} for row in rows]


def _hours(schedule: Schedule) -> dict[str, str | None]:
    """Closed days have no times, and midnight is where the day began."""
    times: dict[str, str | None] = {}
    for weekday, name in enumerate(WEEKDAYS, 1):
        spans = schedule.hours.get(weekday)
        opens, closes = spans[0] if spans else (None, None)
        times |= {f"{name}_start_time": _clock(opens), f"{name}_end_time": _clock(closes)}
    return {
        "id": HOURS_IDS[schedule.name], "name": schedule.name, "is_active": "true",
        "is_default": _flag(schedule is MAIN), "time_zone_sid_key": schedule.zone, **times,
        "_fivetran_synced": SYNCED,
    }  # fmt: skip


def _clock(minute: int | None) -> str | None:
    return None if minute is None else f"{minute // 60 % 24:02}:{minute % 60:02}:00"


def _holidays() -> Rows:
    """One record per day; what comes back every year has its date in words."""
    name, first, last = EASTER
    rows: Rows = [
        {"name": name, "activity_date": str(first + number * DAY), "is_recurrence": "false"}
        for number in range((last - first).days + 1)
    ]
    rows.append(
        {
            "name": MAY_DAY[0], "activity_date": "2020-05-01", "is_recurrence": "true",
            "recurrence_type": "RecursYearly", "recurrence_day_of_month": "1",
            "recurrence_month_of_year": "May",
        }
    )  # fmt: skip
    return [
        {"id": f"0C0{number}", **row, "is_all_day": "true", "_fivetran_synced": SYNCED}
        for number, row in enumerate(rows)
    ]


def _milestones(ticket: Ticket) -> Rows:
    """A first reply in minutes of business time, a resolution in two days."""
    if ticket.policy is None:
        return []
    rows: Rows = [{"milestone_type_id": "557000000000003AAA"}]
    if ticket.priority:
        minutes = FIRST_REPLY_MINUTES[ticket.priority]
        due = ticket.schedule.due(ticket.created, minutes * 60)
        rows.append(
            {
                "milestone_type_id": "557000000000001AAA", "target_date": stamp(due),
                "target_response_in_mins": str(minutes),
                "business_hours_id": HOURS_IDS[ticket.schedule.name],
            }
        )  # fmt: skip
    due = ticket.created + TARGET
    solved = ticket.last_solve or AS_OF
    # Of an earlier version of the process, replaced within the minute.
    for started, target in ((ticket.created - MINUTE, due + DAY), (ticket.created, due)):
        rows.append(
            {
                "milestone_type_id": "557000000000002AAA", "target_date": stamp(target),
                "start_date": stamp(started), "is_violated": _flag(solved > target),
                "target_response_in_mins": "2880",
            }
        )  # fmt: skip
    return [
        {
            "case_id": _id(ticket.ticket_id), "start_date": stamp(ticket.created), **row,
            "is_completed": _flag(ticket.last_solve is not None),
        }
        for row in rows
    ]  # fmt: skip
