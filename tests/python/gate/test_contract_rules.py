"""Shares of rows that the contract cannot use: when they are a warning, and when a refusal."""

from pathlib import Path

import pytest

from scripts.gate.generated import contract_rules
from tests.python.faults.contract import contract, good_row
from tests.python.faults.delivery import write_table
from tests.python.gate.test_gate_rules import judged
from tests.python.gate.typed import TABLES

RULES = contract_rules(TABLES)
READABLE = "calls_started_at_readable"
COMPLETE = "calls_started_at_complete"
ONE_PER_KEY = "calls_started_at_one_per_key"
CONSISTENT = "calls_started_at_consistent"


def _failed(raw: Path) -> tuple[set[str], str]:
    report = judged(raw, RULES)
    names = {record["rule"] for record in report["rules"] if record["outcome"] == "failed"}
    return names, report["message"] or ""


@pytest.mark.parametrize(
    ("rows", "bad", "failed"),
    [
        (1000, 9, set()),
        (1000, 10, {COMPLETE}),
        (100, 10, {COMPLETE}),
        (100, 11, {COMPLETE, READABLE}),
        (99, 24, {COMPLETE}),
        (99, 25, {COMPLETE, READABLE}),
        (10, 2, {COMPLETE}),
        (10, 3, {COMPLETE, READABLE}),
        (9, 8, {COMPLETE}),
    ],
)
def test_unreadable_required_values(tmp_path: Path, rows: int, bad: int, failed: set[str]) -> None:
    times = ["25.03.25" if number < bad else "2025-03-25" for number in range(rows)]
    calls = [good_row("calls", call_id=f"C{n}", started_at=at) for n, at in enumerate(times)]
    write_table(tmp_path / "calls.csv", "calls", calls)
    names, message = _failed(tmp_path)
    assert names == failed
    if READABLE in failed:
        assert f"{READABLE} ({bad:,} of {rows:,} rows of calls, such as '25.03.25')" in message
        assert "Write a time like 2025-03-01T10:00:00Z" in message


def test_every_required_column_of_every_table(tmp_path: Path) -> None:
    """Each is missing in 3 of 10 rows of its own, which one delivery of all tables shows."""
    wanted = set()
    for table, columns in contract().items():
        required = [column.name for column in columns if column.is_required]
        key = required[0]
        rows = [good_row(table, **{key: f"{number}"}) for number in range(10 * len(required))]
        # Three in ten of all rows lack each column: then all of them are refused.
        for name in required:
            for row in rows[: 3 * len(required)]:
                row[name] = ""
            wanted |= {(table, name)}
        write_table(tmp_path / f"{table}.csv", table, rows)
    names, _ = _failed(tmp_path)
    refused = {name for name in names if name.endswith(("_readable", "_present"))}
    assert refused == {rule.name for rule in RULES if rule.severity == "critical" and rule.expect}
    assert {(rule.table, rule.column) for rule in RULES if rule.expect} == wanted


@pytest.mark.parametrize(
    ("keys", "contradicted", "failed"),
    [
        (1000, 9, set()),
        (1000, 10, {CONSISTENT}),
        (200, 16, {CONSISTENT}),
        (200, 20, {CONSISTENT, ONE_PER_KEY}),
        (20, 2, {CONSISTENT}),
        (20, 3, {CONSISTENT, ONE_PER_KEY}),
    ],
)
def test_keys_that_contradict_themselves(
    tmp_path: Path, keys: int, contradicted: int, failed: set[str]
) -> None:
    calls = [good_row("calls", call_id=f"C{number}") for number in range(keys)]
    calls += [{**row, "started_at": "2025-03-04T10:00:00Z"} for row in calls[:contradicted]]
    calls += [row for row in calls[contradicted:40] if contradicted < 40]
    write_table(tmp_path / "calls.csv", "calls", calls)
    names, message = _failed(tmp_path)
    assert names == failed
    if ONE_PER_KEY in failed:
        assert "Many ids of calls are given to rows with different values of started_at" in message
