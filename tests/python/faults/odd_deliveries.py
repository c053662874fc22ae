"""Random deliveries whose every column may hold anything that somebody has ever typed.

Many deliveries share one build: each is a system of its own. A delivery is drawn by its seed, so
that one that fails can be written again.
"""

import random
from collections import defaultdict
from pathlib import Path

from scripts.sample.desk import event_log
from scripts.sample.tables import help_center
from scripts.sample.tables.call_table import OUTCOMES
from tests.python.faults.contract import Column, contract, good_row
from tests.python.faults.delivery import write_table
from tests.python.faults.row_cases import row_cases

Row = dict[str, str]
# Rows of one system meet each other: ids come from these.
POOL = 4
MOST_ROWS = {"tickets": 8, "ticket_events": 24, "calls": 10}
FEW_ROWS = 6
# An unknown zone refuses the delivery as a whole.
KEPT = {("business_hours", "timezone")}
TIMES = [
    *(
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ),
    *(
        "2100-12-31T23:59:59Z",
        "2101-01-01T00:00:00Z",
        "1999-12-31",
        "2024-02-29 12:00",
        "2025-03-30 02:30:00",
    ),
    *(
        "2025-03-04T10:00:00+14:00",
        "2025-03-04T10:00:00.999999999Z",
        "0",
        "1735689600",
        "1735689600000",
        "never",
    ),
    *("۲۰۲۵-۰۳-۰۴ ۱۰:۰۰:۰۰", "2025-02-30", "2026-11-01T00:00:00Z", "31.12.2025"),
]
DAYS = [
    "1900-01-01",
    "1899-12-31",
    "0001-01-01",
    "9999-12-31",
    "2100-12-31",
    "2025-03-30",
    "2024-02-29",
    "-1",
    "soon",
]
NUMBERS = [
    *(
        "0",
        "-0",
        "1",
        "-1",
        "0.1",
        "1e-300",
        "5",
        "10",
        "100",
        "31622400",
        "31622401",
        "2147483647",
    ),
    *(
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "1e12",
        "1e15",
        "-1e15",
    ),
    *("1e308", "-1e308", "1e309", "inf", "-Infinity", "NaN", "۳", "٫۵", "1,5", "0x1F", "1_000"),
]
DURATIONS = [
    *("00:05:30", "26:10:00", "99999:59:59", "9999 days 02:10:00", "05:30", "pt", "P1DT"),
    *("PT5M30.250S", "9999999h 9999999m", "5 мин", "330.250s", "1:02:03\n", "(330)", "1 000 s"),
]
TEXTS = [
    *(
        "jane@example.com",
        "+40 722 123 456",
        "۰۹۱۲۳۴۵۶۷۸۹",
        "=1+1",
        "<script>alert(1)</script>",
        "'; drop table x; --",
    ),
    *(
        "x" * 3000,
        "\u202eabc\u202c",
        "\x1b[31mred",
        "a\tb",
        "line\r\nend",
        '"',
        "\\",
        "%",
        "|",
        "~",
        "a|b",
        "NULL",
    ),
    *(
        "null",
        "ي ك ۱",
        "été",
        "zzz",
        " solved ",
        "\u00a0",
        "-",
        "0",
        "😀",
        "{{ 1/0 }}",
        "$1",
        "None",
        "[REDACTED]",
    ),
]
WORDS = {
    "status": ["new", "open", "pending", "on_hold", "solved", "closed", "deleted"],
    "event_type": [*event_log.KINDS, *help_center.KINDS],
    "outcome": [*OUTCOMES],
    "survey_type": ["csat", "nps", "ces", "servqual"],
    "dimension": ["tangibles", "reliability", "responsiveness", "assurance", "empathy"],
    "metric": ["first_reply", "next_reply", "resolution", "requester_wait", "agent_work"],
    "priority": ["urgent", "high", "normal", "low", "p4", "p5"],
    "channel": ["email", "phone", "chat", "web"],
    "direction": ["inbound", "outbound"],
    "actor_type": ["customer", "agent", "bot", "system"],
    "created_by_type": ["customer", "agent", "system"],
    "kind": ["scheduled", "paid", "available", "on_contact", "break", "training"],
    "media": ["voice", "chat", "video"],
    "category": ["people", "tech", "telecom", "facility", "other"],
    "currency": ["EUR", "USD", "XXX"],
    "nps_kind": ["relationship", "transactional"],
    "scale_direction": ["reversed", "normal"],
    "reason": ["defect", "change_of_mind"],
    "old_value": ["open", "pending", "solved", "A1", "A2", "G1", "high"],
    "new_value": ["open", "pending", "solved", "closed", "A1", "A2", "G2", "low"],
}
# Which pool an id belongs to, where its name does not say it.
POOLS = {
    "assignee_id": "agent",
    "actor_id": "agent",
    "author_agent_id": "agent",
    "canonical_customer_id": "customer",
    "visitor_id": "customer",
    "merged_into_ticket_id": "ticket",
    "split_from_ticket_id": "ticket",
    "source_ticket_id": "ticket",
    "parent_call_id": "call",
    "sla_policy_id": "policy",
    "transferred_to": "team",
}


def write_odd_deliveries(raw: Path, seeds: list[int]) -> dict[tuple[str, str], int]:
    """Write one delivery per seed, and the rows that are bad together.

    Returns:
        The number of rows of each table and system.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    counts: dict[tuple[str, str], int] = {}
    for number, seed in enumerate(seeds):
        chance = random.Random(seed)
        # Some deliveries are odd in places, some nearly everywhere.
        share = chance.choice([0.02, 0.1, 0.4])
        system = f"odd{number:04d}"
        for table, columns in contract().items():
            delivered = [
                _row(chance, table, columns, share)
                for _ in range(chance.randint(0, MOST_ROWS.get(table, FEW_ROWS)))
            ]
            if delivered and chance.random() < 0.3:
                delivered += [dict(chance.choice(delivered))]
            for row in delivered:
                row["source_system"] = system
            rows[table] += delivered
            counts[table, system] = len(delivered)
    for system, case in row_cases():
        rows[case.table] += [{**row, "source_system": system} for row in case.rows]
        counts[case.table, system] = len(case.rows)
    for table, table_rows in rows.items():
        write_table(raw / table / "odd.csv", table, table_rows)
    return counts


def _row(chance: random.Random, table: str, columns: list[Column], share: float) -> Row:
    row = good_row(table)
    for column in columns:
        if (table, column.name) in KEPT:
            continue
        if column.is_required or chance.random() < 0.6:
            # Most rows shall be set aside by no required column, to reach the models.
            is_odd = chance.random() < (share / 8 if column.is_required else share)
            row[column.name] = _odd(chance, column) if is_odd else usual_value(chance, column)
    return row


def usual_value(chance: random.Random, column: Column) -> str:
    if column.name == "loaded_at":
        return "2026-02-01T00:00:00Z"
    day = f"2025-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    if column.kind == "timestamp":
        return f"{day}T{chance.randint(0, 23):02d}:{chance.choice(['00:00', '15:30', '59:59'])}Z"
    if column.kind == "date":
        return day
    if column.kind == "time":
        return chance.choice(["00:00", "09:00", "17:00", "24:00"])
    if column.kind == "boolean":
        return chance.choice(["true", "false", "false"])
    if column.kind in ("integer", "double", "duration"):
        least, most = (column.meta.get(name, 0) for name in ("minimum", "maximum"))
        usual = [0, 1, 2, 3, 5, 5, 7, 60, 600, 3600]
        return str(chance.choice([number for number in usual if least <= number <= most]))
    if column.meta.get("identifier"):
        pool = POOLS.get(column.name, column.name.removesuffix("_id"))
        return f"{pool[0].upper()}{chance.randint(1, POOL)}"
    word = chance.choice(WORDS.get(column.name, ["one", "two"]))
    return chance.choice([word] * 8 + [word.upper(), f" {word.title()}"])


def _odd(chance: random.Random, column: Column) -> str:
    lists = {"timestamp": TIMES, "date": [*DAYS, *TIMES], "integer": NUMBERS, "double": NUMBERS}
    lists["duration"] = [*NUMBERS, *DURATIONS]
    kinds = [lists.get(column.kind, TEXTS)] * 3 + [TEXTS, [""], ["   "]]
    # What is just accepted is worth more than what is not.
    bounds = {"timestamp": [TIMES[0], TIMES[4]], "date": [DAYS[0], DAYS[4]]}.get(column.kind, [])
    if "minimum" in column.meta:
        bounds = [str(column.meta["minimum"]), str(column.meta["maximum"])]
    kinds += [bounds] * 4 if bounds else []
    return chance.choice(chance.choice(kinds))
