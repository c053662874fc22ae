"""The desk in the tables of Chatwoot's own database."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.python.sources.desk import AGENTS, HOUR, RULE, STAFF_CUSTOMER, Ticket, make_desk
from tests.python.sources.hours import LATE, MAIN, Schedule
from tests.python.sources.truth import Cells, first_reply_target, ticket_truth
from tests.python.sources.write import Rows, as_csv, stamp

STATUSES = {"new": "0", "open": "0", "solved": "1", "closed": "1", "pending": "2", "hold": "3"}
PRIORITIES = {"low": "0", "normal": "1", "high": "2", "urgent": "3", None: None}
INBOXES = {MAIN.name: "1", LATE.name: "2"}
# The same for every priority, and none without one.
TARGET = 3 * HOUR
RATINGS = {"good": "4", "bad": "3"}


def truth() -> Cells:
    """Nothing is known of team changes and holidays."""
    return ticket_truth(_desk(), lambda t: first_reply_target(t, TARGET.total_seconds()))


def files() -> dict[str, str]:
    """The tables that the source reads, and what lies in them for others."""
    tickets = _desk()
    return as_csv(
        {
            "conversations": [_conversation(ticket) for ticket in tickets],
            "messages": [row for ticket in tickets for row in _messages(ticket)],
            "reporting_events": [row for ticket in tickets for row in _reports(ticket)],
            "csat_survey_responses": [row for ticket in tickets for row in _answers(ticket)],
            "inboxes": [
                {"id": INBOXES[schedule.name], "channel_type": kind, "timezone": zone}
                for schedule, kind, zone in (
                    (MAIN, "Channel::Email", "Bucharest"),
                    (LATE, "Channel::WebWidget", "London"),
                )
            ],
            "users": [{"id": user, "name": f"Person {user}"} for user in _users(tickets)],
            "working_hours": [*_hours(MAIN), *_hours(LATE)],
            "sla_policies": [
                {
                    "id": "900", "name": "gold",
                    "first_response_time_threshold": str(TARGET.total_seconds()),
                    "only_during_business_hours": "true",
                }
            ],
        }
    )  # fmt: skip


def _desk() -> list[Ticket]:
    """Deleted conversations leave nothing behind, and conversations are not merged."""
    return [
        replace(
            ticket,
            schedule=ticket.schedule.without_holidays(),
            is_fcr=True if ticket.template == "handed_over" else ticket.is_fcr,
        )
        for ticket in make_desk()
        if ticket.is_counted
    ]


def _conversation(ticket: Ticket) -> dict[str, str | None]:
    status = [change.value for change in ticket.changes if change.field == "status"][-1]
    return {
        "id": ticket.ticket_id, "display_id": ticket.ticket_id, "account_id": "1",
        "status": STATUSES[status or ""], "created_at": stamp(ticket.created),
        "updated_at": stamp(max(change.at for change in ticket.changes)),
        "priority": PRIORITIES[ticket.priority], "inbox_id": INBOXES[ticket.schedule.name],
        "contact_id": ticket.customer, "assignee_id": ticket.assignee,
        "sla_policy_id": ticket.policy, "cached_label_list": ticket.template,
    }  # fmt: skip


def _messages(ticket: Ticket) -> Rows:
    rows = [
        _message(ticket, message.at, message.author, message.is_public)
        for message in ticket.messages
    ]
    # An activity in the language of the account, and the question for a rating.
    rows.append({**_message(ticket, ticket.created, RULE, True), "message_type": "2"})
    if ticket.invited:
        question = _message(ticket, ticket.invited, RULE, True)
        rows.append({**question, "content_type": "input_csat"})
    if ticket.first_reply:
        # What never arrived, before the answer that did.
        failed = _message(ticket, ticket.created + timedelta(seconds=20), AGENTS[0], True)
        rows.append({**failed, "status": "3"})
    return [{"id": f"{ticket.ticket_id}{number:02}", **row} for number, row in enumerate(rows)]


def _message(ticket: Ticket, at: datetime, author: str, is_public: bool) -> dict[str, str | None]:
    is_customer = author == ticket.customer
    kind = "3" if author == RULE else "0" if is_customer else "1"
    # Written in the channel's own app.
    is_echo = kind == "1" and ticket.template == "handed_over"
    has_sender = author != RULE and not is_echo
    return {
        "conversation_id": ticket.ticket_id, "message_type": kind,
        "private": str(not is_public).lower(), "content_type": "text",
        "sender_type": ("Contact" if is_customer else "User") if has_sender else None,
        "sender_id": author if has_sender else None, "created_at": stamp(at), "status": "0",
        "content_attributes": '"{\\"external_echo\\":true}"' if is_echo else "{}",
    }  # fmt: skip


def _reports(ticket: Ticket) -> Rows:
    """Solves and reopenings; who is named was the assignee. An older version told no reopenings."""
    rows: Rows = []
    is_solved = False
    for change in ticket.changes:
        if change.field == "status" and (STATUSES[change.value or ""] == "1") != is_solved:
            is_solved = not is_solved
            if not is_solved and int(ticket.ticket_id) % 2 == 0:
                continue
            rows.append(
                {
                    "id": f"{ticket.ticket_id}{len(rows)}",
                    "name": "conversation_resolved" if is_solved else "conversation_opened",
                    "value": "0", "conversation_id": ticket.ticket_id,
                    "user_id": ticket.assignee, "event_end_time": stamp(change.at),
                }
            )  # fmt: skip
    return rows


def _answers(ticket: Ticket) -> Rows:
    return [
        {
            "id": f"{ticket.ticket_id}{number}", "conversation_id": ticket.ticket_id,
            "rating": RATINGS[score], "feedback_message": "…",
            "assigned_agent_id": ticket.assignee, "created_at": stamp(at),
        }
        for number, (at, score) in enumerate(ticket.ratings)
    ]  # fmt: skip


def _users(tickets: list[Ticket]) -> list[str]:
    """Staff who ask the desk are contacts for it."""
    authors = {m.author for t in tickets for m in t.messages if m.author not in (t.customer, RULE)}
    return sorted(user for user in authors if not user.startswith(f"{STAFF_CUSTOMER}1"))


def _hours(schedule: Schedule) -> Rows:
    """Seven rows each; midnight is a minute before it."""
    return [
        _day(INBOXES[schedule.name], weekday, schedule.hours.get(weekday))
        for weekday in range(1, 8)
    ]


def _day(
    inbox: str, weekday: int, spans: tuple[tuple[int, int], ...] | None
) -> dict[str, str | None]:
    opens, closes = spans[0] if spans else (0, 0)
    last = timedelta(minutes=closes - (closes == 24 * 60)).total_seconds() // 60
    return {
        "inbox_id": inbox, "day_of_week": str(weekday % 7),
        "closed_all_day": str(spans is None).lower(), "open_all_day": "false",
        "open_hour": str(opens // 60), "open_minutes": str(opens % 60),
        "close_hour": str(int(last // 60)), "close_minutes": str(int(last % 60)),
    }  # fmt: skip
