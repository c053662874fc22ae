"""`check` accepts what `run` accepts: every delivery there is, and some that are written here."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.base.errors import ExitCode
from tests.python.conftest import Warehouse
from tests.python.faults.contract import good_row
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.faults.delivery import write_table
from tests.python.mini_project import REAL_PROJECT

# Small deliveries that lie beside the project, where there are any.
CASES = Path(
    os.environ.get("SUPPORT_KPI_CASES", REAL_PROJECT.resolve().parent / "shared" / "cases")
)
MEASURABLE = (
    *("build", "--select", "+assert_something_can_be_measured"),
    *("--indirect-selection", "cautious", "--exclude-resource-type", "unit_test"),
)
# Table, column, how many of 40 rows have the value, the value.
GENERATED = {
    "good": ("tickets", "status", 0, ""),
    "one time unreadable": ("tickets", "created_at", 1, "soon"),
    "a quarter unreadable": ("tickets", "created_at", 10, "31.12.2025"),
    "more than a quarter unreadable": ("tickets", "created_at", 11, "31.12.2025"),
    "no time at all": ("tickets", "created_at", 40, ""),
    "without a status": ("tickets", "status", 12, ""),
    "a word that nobody knows": ("tickets", "status", 5, "zzz"),
    "in the future": ("tickets", "created_at", 40, "2099-01-01"),
    "odd texts": ("tickets", "subject", 40, "=1+1;\"'\n"),
    "scores that are words": ("surveys", "score", 40, "Good"),
}
# The same at length.
MORE = {
    "the day first": ("tickets", "created_at", 40, "31.12.2025"),
    "Persian digits": ("tickets", "created_at", 40, "۲۰۲۵-۰۳-۰۳"),
    "one id for all": ("tickets", "ticket_id", 40, "T1"),
    "an outcome that nobody knows": ("calls", "outcome", 5, "zzz"),
    "a direction that nobody knows": ("calls", "direction", 40, "zzz"),
    "negative waits": ("calls", "wait_seconds", 40, "-1"),
    "scores off their scale": ("surveys", "score", 40, "9"),
    "words that nobody knows for scores": ("surveys", "score", 40, "zzz"),
    "no kind of survey": ("surveys", "survey_type", 11, ""),
    "a customer's address": ("surveys", "customer_id", 40, "ada@example.com"),
    "events without an author": ("ticket_events", "actor_type", 40, ""),
    "nothing that happened": ("customers", "segment", 0, ""),
    "targets alone": ("sla_policies", "schedule_id", 0, ""),
    "a status of signs that nobody sees": ("tickets", "status", 12, "\u2028"),
}


def _deliveries() -> Iterator[Path]:
    for path in sorted(CASES.glob("*")):
        yield from sorted(path.iterdir()) if path.name == "files" else [path]


def _generated(folder: Path, name: str) -> Path:
    table, column, count, value = (GENERATED | MORE)[name]
    key = next(iter(good_row(table)))
    happened = {"responded_at": "2025-03-03T10:00:00Z"} if table == "surveys" else {}
    rows = [good_row(table, **{key: f"T{number}", **happened}) for number in range(40)]
    for row in rows[:count]:
        row[column] = value
    raw = folder / name.replace(" ", "_")
    write_table(raw / f"{table}.csv", table, rows)
    return raw


def _code_of_run(runs: DbtRuns, raw: Path, gate: ExitCode) -> ExitCode:
    """What `run` ends with: it asks the same gate, and then dbt reads the files."""
    if gate == ExitCode.INPUTS_REFUSED:
        return gate
    error = runs.explain(raw, *MEASURABLE)
    return ExitCode(error.exit_code) if error else ExitCode.DONE


def _require_agreement(raw: Path, warehouse: Warehouse, runs: DbtRuns) -> None:
    checked = warehouse("check", "--raw-path", str(raw))
    code = ExitCode(checked.code)
    # What a file is, dbt says by itself; what its values are worth, the gate alone.
    is_of_a_rule = "critical rule" in checked.err
    found = _code_of_run(runs, raw, code if is_of_a_rule else ExitCode.DONE)
    assert code == found, f"{raw.name}: check ends with {code.name}, run with {found.name}"


@pytest.mark.parametrize(
    "name", [*GENERATED, *(pytest.param(name, marks=pytest.mark.soak) for name in MORE)]
)
def test_generated(
    tmp_path: Path, new_exports: Path, warehouse: Warehouse, dbt_runs: DbtRuns, name: str
) -> None:
    _require_agreement(_generated(tmp_path, name), warehouse, dbt_runs)


@pytest.mark.soak
@pytest.mark.skipif(not CASES.is_dir(), reason="there are no other deliveries here")
@pytest.mark.parametrize("raw", list(_deliveries()), ids=lambda raw: raw.name)
def test_delivered(new_exports: Path, warehouse: Warehouse, dbt_runs: DbtRuns, raw: Path) -> None:
    _require_agreement(raw, warehouse, dbt_runs)
