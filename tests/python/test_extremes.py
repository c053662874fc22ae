"""Deliveries with far too much of one thing are published at a cost that one can bear."""

import csv
import json
import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from scripts.base.kinds import Choice, Many, Number
from scripts.base.ranges import ORDERED, RANGES
from scripts.base.settings import PROJECT
from scripts.base.variables import known_variables
from scripts.sample import write_sample
from tests.python.conftest import Warehouse

VALUES = 5000
OWN = ("brand", "form", "site", "wave")
KNOWN = {"team_id": 7, "topic_id": 3, "ticket_type": 11, "language": 13, "country": 17}
QUEUE = {"queue_id": 19}
LARGEST_PAGE = 1_000_000
LISTS = {
    "kpi_period_grains": (
        ["month"],
        [
            *("day", "week", "month", "quarter", "rolling_28d"),
            *("jalali_month", "fiscal_quarter", "fiscal_year"),
        ],
    )
}
EVENTS = 200_000
COLUMNS = (
    *("event_id", "ticket_id", "occurred_at", "event_type"),
    *("actor_type", "is_public", "old_value", "new_value"),
)
KINDS = (
    ("priority_change", "agent", "", "low", "high"),
    ("public_message", "customer", "true", "", ""),
    ("public_message", "agent", "true", "", ""),
)


def spread(path: Path, columns: dict[str, int]) -> None:
    """Give columns of a raw file thousands of values."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row |= {name: f"{name} {number * step % VALUES}" for name, step in columns.items()}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.soak
def test_thousands_of_values_in_ten_slices(
    warehouse: Warehouse, new_exports: Path, tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(PROJECT / "data" / "sample", raw)
    for path in (raw / "tickets").glob("*.csv"):
        spread(path, KNOWN | dict.fromkeys(OWN, 23))
    spread(raw / "calls.csv", QUEUE)
    variables = json.dumps({"extra_slices": OWN})
    outcome = warehouse("run", "--raw-path", str(raw), "--vars", variables)
    assert outcome.code == 0, outcome.err
    release = new_exports / "current"
    assert (release / "scorecard.html").stat().st_size < LARGEST_PAGE
    with duckdb.connect(str(release / "support_kpi.duckdb"), read_only=True) as marts:
        folded = marts.sql(
            "select subject from marts.data_trust where finding = 'slice_folded'"
        ).fetchall()
        most = marts.sql(
            "select max(found) from (select count(distinct slice_value) as found "
            "from marts.kpi_values group by slice_name)"
        ).fetchone()
    slices = {"team", "topic", "ticket_type", "language", "country", "queue", *OWN}
    assert slices <= {subject for (subject,) in folded}
    # Beside the 500: the others, unknown ones, and products of the sample.
    assert most is not None
    assert most[0] <= 510


@pytest.mark.soak
def test_one_ticket_with_very_many_events(
    warehouse: Warehouse, new_exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its targets meet its priorities once each: all pairs of them had filled 63 GB."""
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("agents", "business_hours", "sla_policies"):
        shutil.copy(PROJECT / "data" / "sample" / f"{name}.csv", raw)
    begin = datetime(2025, 1, 6, 9, tzinfo=UTC)
    (raw / "tickets.csv").write_text(
        "ticket_id,created_at,status,channel,customer_id,priority,sla_policy_id\n"
        f"T1,{begin.isoformat()},open,email,C1,high,SLA-STD\n"
    )
    with (raw / "ticket_events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(EVENTS):
            at = (begin + timedelta(seconds=70 * number)).isoformat()
            kind, *rest = KINDS[number % len(KINDS)]
            writer.writerow([f"E{number}", "T1", at, kind, *rest])
    monkeypatch.setenv("SUPPORT_KPI_SPILL_LIMIT", "1GB")
    outcome = warehouse("run", "--skip-gate", "--raw-path", str(raw))
    assert outcome.code == 0, outcome.err


def bounds_of(name: str, default: object) -> list[object]:
    """The lowest and the highest value that a variable may have, or only its default."""
    if name in LISTS:
        return list(LISTS[name])
    kind = RANGES.get(name)
    if isinstance(kind, Number):
        return [kind.low, kind.high]
    if isinstance(kind, Choice):
        return [kind.words[0], kind.words[-1]]
    if isinstance(kind, Many) and isinstance(default, list) and default:
        numbers = kind.each
        most = range(int(numbers.low), int(numbers.high) + 1) if isinstance(numbers, Number) else []
        return [default[: kind.least], list(most) or default]
    return [default, default]


def variables_at_bounds(mixture: int | str) -> dict[str, object]:
    """All variables at their lowest or highest value, or each at one of the two."""
    draw = random.Random(mixture)
    pick = {"lowest": lambda: 0, "highest": lambda: 1}.get(str(mixture), lambda: draw.randrange(2))
    known = known_variables(PROJECT)
    values = {name: bounds_of(name, default)[pick()] for name, default in known.items()}
    for lesser, greater in ORDERED:
        if values[lesser] > values[greater]:  # type: ignore[operator]
            values |= {lesser: known[lesser], greater: known[greater]}
    del values["survey_csv_scale"]
    return {name: value for name, value in values.items() if value != known[name]}


@pytest.mark.soak
@pytest.mark.parametrize("mixture", ["lowest", "highest", 1, 2, 3, 4])
def test_variables_at_their_bounds(
    warehouse: Warehouse, new_exports: Path, tmp_path: Path, mixture: int | str
) -> None:
    write_sample(tmp_path / "raw", seed=71, tickets=1500, months=14)
    variables = json.dumps(variables_at_bounds(mixture))
    outcome = warehouse("run", "--raw-path", str(tmp_path / "raw"), "--vars", variables)
    assert outcome.code == 0, outcome.err
    assert (new_exports / "current" / "scorecard.html").stat().st_size < LARGEST_PAGE
