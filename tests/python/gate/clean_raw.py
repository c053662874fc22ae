"""A clean delivery of every raw table, large enough for every rule to judge it."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

Row = dict[str, str]
Tables = dict[str, list[Row]]

FIRST_DAY = datetime(2025, 2, 10, 9)
DAYS, ROWS_PER_DAY = 140, 15
SCORES = ("4", "5", "3")


def clean_tables() -> Tables:
    """Every raw table, by name."""
    tables: Tables = {name: [] for name in ("tickets", "ticket_events", "calls", "surveys")}
    tables |= {name: [] for name in ("orders", "product_returns", "help_center_events")}
    for number, moment in _moments():
        for name, row in _rows_of_one_contact(number, moment).items():
            tables[name].append({**row, "loaded_at": "2025-07-01T00:00:00Z"})
    return {**tables, **_small_tables()}


def write_tables(tables: Tables, folder: Path) -> Path:
    """Write one CSV file per table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def iso(moment: datetime, **later: float) -> str:
    """A timestamp as exports write it."""
    return f"{moment + timedelta(**later):%Y-%m-%dT%H:%M:%SZ}"


def _moments() -> Iterator[tuple[int, datetime]]:
    for number in range(DAYS * ROWS_PER_DAY):
        day, place = divmod(number, ROWS_PER_DAY)
        yield number, FIRST_DAY + timedelta(days=day, minutes=10 * place)


def _rows_of_one_contact(number: int, moment: datetime) -> dict[str, Row]:
    customer, agent, article = f"C{number % 200}", f"A{number % 20}", f"K{number % 30}"
    third = number % 3
    return {
        "tickets": {
            "ticket_id": f"T{number}",
            "created_at": iso(moment),
            "status": "solved",
            "channel": ("email", "phone", "chat")[third],
            "direction": "inbound",
            "created_by_type": "customer",
            "customer_id": customer,
            "priority": ("high", "normal", "low")[third],
            "assignee_id": agent,
            "is_spam": "false",
            "merged_into_ticket_id": f"T{number - 1}" if number % 50 == 49 else "",
            "schedule_id": "S1",
            "sla_policy_id": "P1",
            "first_responded_at": iso(moment, minutes=10),
            "solved_at": iso(moment, hours=1),
            "closed_at": iso(moment, hours=2),
            "reopen_count": "0",
            "resolution_due_at": iso(moment, days=1),
        },
        "ticket_events": {
            "event_id": f"E{number}",
            "ticket_id": f"T{number}",
            "occurred_at": iso(moment, minutes=10),
            "event_type": ("created", "public_message", "status_change")[third],
            "sequence": "1",
            "actor_type": "agent",
            "actor_id": agent,
            "is_public": "true",
            "new_value": "solved" if third == 2 else "",
            "work_seconds": "60",
        },
        "calls": {
            "call_id": f"L{number}",
            "parent_call_id": f"L{number - 1}" if number % 50 == 49 else "",
            "media": ("voice", "chat", "video")[third],
            "direction": "inbound",
            "customer_id": customer,
            "started_at": iso(moment),
            "queued_at": iso(moment, minutes=1),
            "answered_at": iso(moment, minutes=2),
            "ended_at": iso(moment, minutes=5),
            "outcome": ("answered", "abandoned", "missed")[third],
            "wait_seconds": "60",
            "talk_seconds": "180",
            "agent_id": agent,
            "ticket_id": f"T{number}",
            "disposition": "resolved",
        },
        "surveys": {
            "survey_id": f"S{number}",
            "survey_type": ("csat", "nps", "ces")[third],
            "ticket_id": f"T{number}",
            "call_id": f"L{number}",
            "customer_id": customer,
            "agent_id": agent,
            "sent_at": iso(moment, hours=2),
            "responded_at": iso(moment, hours=3),
            "score": SCORES[third],
            "scale_min": "1",
            "scale_max": "5",
            "scale_direction": "normal",
            "nps_kind": "relationship" if third == 1 else "",
        },
        "orders": {
            "order_id": f"O{number}",
            "line_id": "1",
            "customer_id": customer,
            "ordered_at": iso(moment),
            "shipped_at": iso(moment, hours=5),
            "units": "1",
            "amount": "10.5",
            "currency": ("EUR", "USD", "EUR")[third],
            "status": "shipped",
        },
        "product_returns": {
            "return_id": f"R{number}",
            "order_id": f"O{number}",
            "received_at": iso(moment, hours=6),
            "units": "1",
            "reason": "defect",
            "resolution": "refund",
            "ticket_id": f"T{number}",
        },
        "help_center_events": {
            "event_id": f"H{number}",
            "occurred_at": iso(moment),
            "visitor_id": f"V{number}",
            "event_type": ("page_view", "search", "article_vote")[third],
            "customer_id": customer,
            "article_id": article,
            "vote_value": "1",
            "results_count": "3",
            "ticket_id": f"T{number}",
        },
    }


def _small_tables() -> Tables:
    return {
        "survey_answers": [
            {
                "survey_id": f"S{number}",
                "item_id": "Q1",
                "dimension": "empathy",
                "expectation": "6",
                "perception": "5",
                "dimension_weight": "20",
            }
            for number in range(200)
        ],
        "customers": [
            {
                "customer_id": f"C{number}",
                "canonical_customer_id": f"C{number}",
                "country": "RO",
                "active_from": "2024-01-01",
                "active_to": "2025-06-01",
            }
            for number in range(200)
        ],
        "agents": [
            {
                "agent_id": f"A{number}",
                "hired_on": "2024-01-01",
                "left_on": "2025-06-01",
                "is_bot": "false",
                "valid_from": "2024-01-01T00:00:00Z",
                "valid_to": "2025-06-01T00:00:00Z",
            }
            for number in range(20)
        ],
        "teams": [{"team_id": f"G{number}", "team_name": f"Team {number}"} for number in range(10)],
        "agent_shifts": [
            {
                "shift_id": f"W{number}",
                "agent_id": f"A{number % 20}",
                "started_at": iso(FIRST_DAY, days=number),
                "ended_at": iso(FIRST_DAY, days=number, hours=8),
                "kind": "scheduled",
            }
            for number in range(140)
        ],
        "costs": [
            {
                "cost_id": f"X{month}-{category}",
                "month": f"2025-{month:02d}-01",
                "category": category,
                "amount": "1000",
                "currency": "EUR",
                "channel": "email",
            }
            for month in range(1, 7)
            for category in ("people", "tech", "telecom", "facility")
        ],
        "kb_articles": [
            {
                "article_id": f"K{number}",
                "created_at": "2025-02-01T00:00:00Z",
                "author_agent_id": f"A{number % 20}",
                "source_ticket_id": f"T{number}",
            }
            for number in range(30)
        ],
        "quality_reviews": [
            {
                "review_id": f"Q{number}",
                "category": "tone",
                "ticket_id": f"T{number}",
                "agent_id": f"A{number % 20}",
                "reviewer_id": f"A{(number + 1) % 20}",
                "reviewed_at": iso(FIRST_DAY, days=number, hours=9),
                "score": "4",
                "max_score": "5",
            }
            for number in range(120)
        ],
        "sla_policies": [
            {
                "policy_id": "P1",
                "metric": metric,
                "priority": priority,
                "target_seconds": "3600",
                "schedule_id": "S1",
                "valid_from": "2024-01-01T00:00:00Z",
                "valid_to": "2026-01-01T00:00:00Z",
            }
            for metric in ("first_reply", "next_reply", "resolution", "requester_wait")
            for priority in ("high", "normal", "low")
        ],
        "business_hours": [
            {
                "schedule_id": "S1",
                "iso_weekday": str(weekday),
                "open_time": opens,
                "close_time": closes,
                "timezone": "Europe/Bucharest",
                "valid_from": "2024-01-01",
                "valid_to": "2026-01-01",
                "is_default": "true",
            }
            for weekday in range(1, 8)
            for opens, closes in (("09:00", "12:00"), ("13:00", "18:00"))
        ],
        "holidays": [
            {"schedule_id": "S1", "holiday_date": f"2025-{month:02d}-01"} for month in range(1, 13)
        ],
    }
