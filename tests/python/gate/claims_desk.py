"""A delivery with a row for every sentence of the gate that says what becomes of such rows."""

from pathlib import Path
from typing import Any

from tests.python.faults.contract import good_row
from tests.python.faults.delivery import write_table

MONDAY = "2025-03-03"
AS_OF = "2025-05-31T20:00:00Z"
Rows = list[dict[str, Any]]

TICKETS: Rows = [
    {"ticket_id": "first", "created_at": "2025-01-02T10:00:00Z"},
    {"ticket_id": "last", "created_at": "2025-05-31T10:00:00Z"},
    {"ticket_id": "twice", "channel": "email", "updated_at": "2025-03-04"},
    {"ticket_id": "twice", "channel": "chat", "updated_at": "2025-03-05"},
    {"ticket_id": "word", "status": "zzz"},
    {"ticket_id": "word solved", "status": "zzz", "solved_at": f"{MONDAY}T12:00:00Z"},
    {"ticket_id": "channel", "channel": "zzz"},
    {"ticket_id": "priority", "priority": "zzz", "sla_policy_id": "P"},
    {"ticket_id": "priority word", "priority": "yyy", "sla_policy_id": "P"},
    {"ticket_id": "normal", "priority": "normal", "sla_policy_id": "P"},
    {"ticket_id": "direction", "direction": "zzz", "created_by_type": "agent"},
    {"ticket_id": "creator", "created_by_type": "zzz"},
    {"ticket_id": "solve", "status": "solved", "solved_at": "soon"},
    {"ticket_id": "reply", "first_responded_at": "soon", "channel": "email"},
    {"ticket_id": "due", "resolution_due_at": "soon"},
    {"ticket_id": "spam", "is_spam": "perhaps"},
    {"ticket_id": "early", "status": "solved", "solved_at": f"{MONDAY}T09:00:00Z"},
    {"ticket_id": "customer", "customer_id": "ghost"},
    {"ticket_id": "assignee", "assignee_id": "ghost"},
    {"ticket_id": "policy", "sla_policy_id": "ghost", "priority": "normal"},
    {"ticket_id": "schedule", "schedule_id": "ghost"},
    {"ticket_id": "kind"},
    {"ticket_id": "author", "customer_id": "c1"},
    {"ticket_id": "sequence"},
    {"ticket_id": "public"},
    {"ticket_id": "event status"},
    {"ticket_id": "event agent"},
    {"ticket_id": "event twice"},
    *(
        {"ticket_id": name, "schedule_id": name, "created_at": f"{MONDAY}T00:00:00Z"}
        for name in ("zones", "swapped", "ended")
    ),
]
NEXT_DAY = "2025-03-04T23:59:00Z"
# Ticket, what happened, by whom, when; further columns.
EVENTS: list[tuple[str, str, str, str, dict[str, str]]] = [
    ("direction", "public_message", "agent a1", "10:00", {}),
    ("creator", "public_message", "agent a1", "10:00", {}),
    ("kind", "comment", "agent a1", "10:10", {}),
    ("author", "public_message", "zzz nobody", "10:10", {}),
    ("sequence", "status_change", "agent a1", "12:00", {"sequence": "y", "new_value": "solved"}),
    ("sequence", "status_change", "agent a1", "13:00", {"sequence": "x", "new_value": "open"}),
    ("public", "public_message", "agent a1", "10:10", {"is_public": "perhaps"}),
    ("event status", "status_change", "agent a1", "12:00", {"new_value": "zzz"}),
    ("nowhere", "public_message", "agent a1", "12:00", {}),
    ("event agent", "public_message", "agent ghost", "10:10", {}),
    ("event twice", "public_message", "agent a1", "10:10", {"event_id": "same"}),
    ("event twice", "public_message", "agent a1", "10:10", {"event_id": "same"}),
    *((name, "public_message", "agent a1", NEXT_DAY, {}) for name in ("zones", "swapped", "ended")),
]
CALLS: Rows = [
    {"call_id": "twice", "media": "voice", "updated_at": "2025-03-04"},
    {"call_id": "twice", "media": "chat", "updated_at": "2025-03-05"},
    {"call_id": "outcome", "outcome": "zzz"},
    {"call_id": "media", "media": "zzz"},
    {"call_id": "direction", "direction": "zzz"},
    {"call_id": "answered", "answered_at": "soon"},
    {"call_id": "wait", "wait_seconds": "-5", "ivr_seconds": "5"},
    {"call_id": "wait told", "wait_seconds": "-5", "answered_at": f"{MONDAY}T10:00:30Z"},
    {"call_id": "talk", "talk_seconds": "-5"},
    {
        "call_id": "order",
        "queued_at": f"{MONDAY}T10:01:00Z",
        "answered_at": f"{MONDAY}T10:00:00Z",
    },
    {
        "call_id": "order told",
        "queued_at": f"{MONDAY}T10:01:00Z",
        "answered_at": f"{MONDAY}T10:00:00Z",
        "wait_seconds": "7",
    },
]
ANSWER = {"sent_at": f"{MONDAY}T10:00:00Z", "responded_at": f"{MONDAY}T11:00:00Z", "score": "5"}
SURVEYS: Rows = [
    {"survey_id": "type", "survey_type": "zzz", **ANSWER},
    {"survey_id": "kind", "survey_type": "nps", **ANSWER, "nps_kind": "zzz"},
    {"survey_id": "score", **ANSWER, "score": "zzz"},
    {"survey_id": "responded", **ANSWER, "responded_at": "soon"},
    {"survey_id": "scale", **ANSWER, "score": "9"},
    {"survey_id": "ticket", **ANSWER, "ticket_id": "ghost", "channel": "email"},
    {"survey_id": "served", "survey_type": "servqual", **ANSWER},
]
AGENTS: Rows = [
    {"agent_id": "a1", "tier": "1", "team_id": "G1", "updated_at": "2025-01-01"},
    {"agent_id": "a1", "tier": "1", "team_id": "G2", "updated_at": "2025-01-02"},
    {"agent_id": "bot", "is_bot": "perhaps"},
]
SHIFTS: Rows = [
    {"shift_id": "long", "agent_id": "a1", "ended_at": "2025-03-06T12:00:00Z", "kind": "scheduled"},
    {"shift_id": "kind", "agent_id": "bot", "kind": "zzz"},
]
POLICIES: Rows = [
    {"policy_id": "P", "priority": "normal", "target_seconds": "3600"},
    {"policy_id": "P", "priority": "yyy", "target_seconds": "60"},
    {"policy_id": "P", "priority": "normal", "metric": "zzz", "target_seconds": "60"},
    {
        "policy_id": "P",
        "priority": "normal",
        "target_seconds": "30",
        "valid_from": "2025-04-01T00:00:00Z",
        "valid_to": "2025-01-01T00:00:00Z",
    },
]


def _hours(schedule: str, opens: str, closes: str, **more: str) -> dict[str, str]:
    return {
        **{"schedule_id": schedule, "iso_weekday": "1", "timezone": "UTC"},
        **{"open_time": opens, "close_time": closes, **more},
    }


HOURS: Rows = [
    _hours("B", "09:00", "17:00", is_default="true"),
    _hours("A", "09:00", "17:00", is_default="true"),
    # Half past eight to half past nine in UTC, and nine to ten.
    _hours("zones", "12:00", "13:00", timezone="Asia/Tehran"),
    _hours("zones", "09:00", "10:00"),
    _hours("swapped", "18:00", "17:00"),
    _hours("ended", "09:00", "10:00"),
    _hours("ended", "11:00", "12:00", valid_from="2026-01-01", valid_to="2025-01-01"),
]
HOLIDAYS: Rows = [{"schedule_id": "ghost", "holiday_date": MONDAY}]


def _cost(month: str, category: str, **more: str) -> dict[str, str]:
    name = {"cost_id": f"{month} {category}", "month": f"2025-{month}-01", "category": category}
    return {**name, "amount": "100", "currency": "EUR", **more}


COSTS: Rows = [
    *(_cost(month, "people") for month in ("01", "02", "03", "05")),
    *(_cost(month, "tech") for month in ("01", "03", "05")),
    _cost("03", "other", currency="ZZZ"),
]
ORDER = {
    **{"customer_id": "c1", "shipped_at": "2025-01-11T10:00:00Z"},
    **{"units": "1", "currency": "EUR"},
}
ORDERS: Rows = [
    {"order_id": "o1", "ordered_at": "2025-01-10T10:00:00Z", **ORDER, "amount": "1000"},
    {"order_id": "o2", "ordered_at": "2025-01-10T10:00:00Z", **ORDER, "amount": "12,50 EUR"},
    {"order_id": "o6", "ordered_at": "2025-02-10T10:00:00Z", **ORDER, "amount": "70"},
    {
        **{"order_id": "o3", "ordered_at": "2025-02-10T10:00:00Z", **ORDER},
        **{"amount": "50", "currency": "ZZZ"},
    },
    {"order_id": "o4", "ordered_at": "2025-01-10T10:00:00Z", "customer_id": "c2", "status": "zzz"},
]
ORDERS += [{**ORDERS[0], "order_id": "o5", "amount": "", "units": units} for units in ("1", "2")]
RETURNS: Rows = [
    {"return_id": "r1", "order_id": "o1", "reason": "zzz"},
    {"return_id": "r2", "order_id": "ghost", "reason": "defect"},
]
CUSTOMERS: Rows = [
    {"customer_id": "c1", "segment": "big"},
    {"customer_id": "from", "active_from": "soon", "active_to": "2025-03-15"},
    {"customer_id": "to", "active_from": "2025-01-01", "active_to": "soon"},
    {"customer_id": "again", "country": "RO", "updated_at": "2025-01-01"},
    {"customer_id": "again", "country": "IR", "updated_at": "2025-01-02"},
]
ANSWERS: Rows = [
    {"survey_id": "scale", "item_id": "q1", "dimension": "zzz", "perception": "5"},
    {
        **{"survey_id": "ghost", "item_id": "q1", "dimension": "empathy"},
        **{"expectation": "1", "perception": "5"},
    },
    {
        **{"survey_id": "served", "item_id": "q2", "dimension": "empathy"},
        **{"expectation": "5", "perception": "6"},
    },
    {
        **{"survey_id": "served", "item_id": "q3", "dimension": "zzz"},
        **{"expectation": "5", "perception": "9"},
    },
    {"survey_id": "scale", "item_id": "twice", "dimension": "zzz", "perception": "5"},
    {"survey_id": "scale", "item_id": "twice", "dimension": "zzz", "perception": "6"},
]
ARTICLES: Rows = [
    {"article_id": "k", "topic_id": topic, "updated_at": f"2025-01-0{day}"}
    for day, topic in ((1, "t1"), (2, "t2"))
]
VISITS: Rows = [
    {"event_id": "h1", "visitor_id": "kind", "event_type": "zzz"},
    # No page: the same page again at once is one view anyway.
    {"event_id": "h2", "visitor_id": "twice", "event_type": "search"},
    {"event_id": "h2", "visitor_id": "twice", "event_type": "search"},
]
TABLES = {
    "tickets": TICKETS,
    "calls": CALLS,
    "surveys": SURVEYS,
    "agents": AGENTS,
    "agent_shifts": SHIFTS,
    "sla_policies": POLICIES,
    "business_hours": HOURS,
    "holidays": HOLIDAYS,
    "costs": COSTS,
    "orders": ORDERS,
    "product_returns": RETURNS,
    "customers": CUSTOMERS,
    "survey_answers": ANSWERS,
    "kb_articles": ARTICLES,
    "help_center_events": VISITS,
}


def _events() -> Rows:
    rows = []
    for number, (ticket, kind, who, at, more) in enumerate(EVENTS):
        moment = at if "T" in at else f"{MONDAY}T{at}:00Z"
        actor_type, actor_id = who.split()
        rows.append(
            {
                **{"event_id": f"e{number}", "ticket_id": ticket, "occurred_at": moment},
                **{"event_type": kind, "actor_type": actor_type, "actor_id": actor_id, **more},
            }
        )
    return rows


def write_claims_desk(raw: Path) -> None:
    """Its raw files."""
    for table, rows in {**TABLES, "ticket_events": _events()}.items():
        good = [good_row(table, **{"loaded_at": AS_OF, **row}) for row in rows]
        write_table(raw / f"{table}.csv", table, good)
