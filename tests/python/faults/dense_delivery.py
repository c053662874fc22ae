"""A delivery of good values alone, in which everything refers to everything, at nearly one time.

Where two facts measure the same stretch of time, such rows show whether they agree: instants that
are equal, a millionth of a second apart, at the edges of opening hours and of clock changes.
"""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.python.faults.contract import Column, contract, good_row
from tests.python.faults.delivery import write_table
from tests.python.faults.odd_deliveries import Row, usual_value

DELIVERED = "2025-12-15T12:00:00Z"
FIRSTS = [
    datetime(2025, 3, 30, 0, 59, 59, tzinfo=UTC),
    datetime(2025, 6, 2, 9, tzinfo=UTC),
    datetime(2025, 6, 2, 17, 0, 0, 123457, tzinfo=UTC),
    datetime(2025, 10, 26, 1, tzinfo=UTC),
    datetime(2025, 11, 30, 23, 59, 59, 999999, tzinfo=UTC),
]
LATER = [-3600, -1, 0, 0, 0.000001, 0.5, 1, 600, 3599.999999, 3600, 28_800, 86_400, 604_800]
TICKETS, FEW = 500, 40
ROWS = {"tickets": TICKETS, "ticket_events": 5000, "calls": 300, "surveys": 300}
# Of the others a few rows, which are versions of each other.
WITH_OWN_KEYS = {
    *("tickets", "ticket_events", "calls", "surveys", "orders", "product_returns", "costs"),
    *("help_center_events", "agent_shifts", "quality_reviews"),
}
# What takes a row out of most numbers.
RARE = {"is_spam", "is_test", "is_deleted", "is_staff", "is_automated", "merged_into_ticket_id"}
# Words by which the models call something of their own.
OWN_WORDS = ["always_open", "unknown", "unassigned", "(other)", "overall", "all"]
PAUSES = ["pending", "on_hold,open", "zzz", "new,open,pending,on_hold"]


def write_dense_delivery(raw: Path, seed: int) -> None:
    """Write every raw table; a ticket, and what names it, has its own first instant."""
    chance = random.Random(seed)
    for table, columns in contract().items():
        rows = [_row(chance, number, table, columns) for number in range(ROWS.get(table, FEW))]
        write_table(raw / f"{table}.csv", table, rows)


def _row(chance: random.Random, number: int, table: str, columns: list[Column]) -> Row:
    row = good_row(table)
    ticket = number if table == "tickets" else chance.randrange(TICKETS)
    for column in columns:
        if column.is_required or chance.random() < (0.08 if column.name in RARE else 0.7):
            row[column.name] = _value(chance, column, ticket)
    if table in WITH_OWN_KEYS:
        row[columns[0].name] = f"{columns[0].name[0].upper()}{number}"
    return row | {"source_system": "", "loaded_at": DELIVERED}


def _value(chance: random.Random, column: Column, ticket: int) -> str:
    if column.kind == "timestamp":
        at = FIRSTS[ticket % len(FIRSTS)] + timedelta(days=ticket % 7, seconds=chance.choice(LATER))
        return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if column.name == "pausing_statuses":
        return chance.choice(PAUSES)
    if column.name == "timezone":
        return chance.choice(["Europe/Berlin", "Asia/Tehran", "America/St_Johns"])
    if column.name.endswith("ticket_id"):
        return f"T{(ticket + chance.choice([0, 0, 0, 0, 1, 2])) % TICKETS}"
    if column.meta.get("identifier") and chance.random() < 0.1:
        return chance.choice(OWN_WORDS)
    return usual_value(chance, column)
