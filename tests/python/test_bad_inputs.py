"""Bad deliveries to the real project: refused in seconds, with a sentence that helps."""

import gzip
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.base.errors import ExitCode
from tests.python.conftest import Warehouse, error_sentence
from tests.python.faults.contract import good_row
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.faults.delivery import write_table
from tests.python.mini_project import REAL_PROJECT

Damage = Callable[[Path], None]


def _drop_required_column(raw: Path) -> None:
    lines = (raw / "calls.csv").read_text(encoding="utf-8").splitlines()
    lines[0] = lines[0].replace("call_id", "shoe_size", 1)
    (raw / "calls.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _break_a_line(raw: Path) -> None:
    with (raw / "calls.csv").open("a", encoding="utf-8") as file:
        file.write('C-1,"a quote that is never closed\n')


def _change_encoding(raw: Path) -> None:
    text = (raw / "agents.csv").read_text(encoding="utf-8")
    (raw / "agents.csv").write_bytes((text + "café\n").encode("utf-16"))


def _misspell_time_zone(raw: Path) -> None:
    path = raw / "business_hours.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = lines[0].split(",").index("timezone")
    cells = lines[1].split(",")
    cells[place] = "Europe/Berlim"
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8")


def _change_date_format(raw: Path) -> None:
    path = raw / "calls.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2025-", "25/"), encoding="utf-8")


def _cut_short(raw: Path) -> None:
    content = gzip.compress((raw / "calls.csv").read_bytes())
    (raw / "calls.csv").unlink()
    (raw / "calls.csv.gz").write_bytes(content[: len(content) // 2])


# Found as files are looked at, as rows are typed, and by the gate.
DAMAGES: list[tuple[Damage, list[str]]] = [
    (_drop_required_column, ["calls.csv", "call_id"]),
    (_break_a_line, ["calls.csv", "line"]),
    (_change_date_format, ["calls_started_at_readable", "date format", "gate.html"]),
]
# Found as files are looked at, as well.
OTHER_DAMAGES: list[tuple[Damage, list[str]]] = [
    (_change_encoding, ["agents.csv", "UTF-"]),
    (_misspell_time_zone, ["business_hours", "Europe/Berlim"]),
    (_cut_short, ["calls.csv.gz"]),
]


@pytest.mark.usefixtures("real_exports")
@pytest.mark.parametrize(("damage", "words"), DAMAGES)
def test_bad_delivery(
    tmp_path: Path,
    warehouse: Warehouse,
    real_exports: Path,
    small_desk: Path,
    damage: Damage,
    words: list[str],
) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(small_desk, raw)
    damage(raw)
    before = (real_exports / "current").resolve()
    outcome = warehouse("run", "--raw-path", str(raw))
    sentence = error_sentence(outcome)
    assert all(word in sentence for word in words), sentence
    assert outcome.code == 3
    assert (real_exports / "current").resolve() == before
    newest = max((real_exports / "runs").glob("*/run.json"))
    assert json.loads(newest.read_text())["nodes"] == [], "refused before anything is built"
    if "gate.html" in words:
        assert list((newest.parent / "private").iterdir()) == [], "nor do its typed rows stay"


@pytest.mark.parametrize(("damage", "words"), OTHER_DAMAGES)
def test_other_bad_deliveries(
    tmp_path: Path, dbt_runs: DbtRuns, small_desk: Path, damage: Damage, words: list[str]
) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(small_desk, raw)
    damage(raw)
    error = dbt_runs.refusal(raw)
    assert error is not None
    assert error.exit_code == 3
    assert all(word in str(error) for word in words), str(error)


@pytest.mark.usefixtures("real_exports")
def test_misspelt_variable(warehouse: Warehouse) -> None:
    outcome = warehouse("run", "--vars", "{shrot_abandon_seconds: 5}")
    assert outcome.code == 2
    assert "did you mean 'short_abandon_seconds'?" in error_sentence(outcome)


@pytest.mark.usefixtures("real_exports")
def test_half_a_month_is_refused(warehouse: Warehouse) -> None:
    outcome = warehouse("run", "--vars", "{agent_score_trailing_months: 2.5}")
    assert outcome.code == 2
    assert error_sentence(outcome) == (
        "The variable 'agent_score_trailing_months' is 2.5: give a whole number from 1 to 1,200."
    )


def test_every_variable_that_is_cut_to_a_whole_number_is_checked() -> None:
    cut: set[str] = set()
    for path in (*REAL_PROJECT.glob("models/**/*.sql"), *REAL_PROJECT.glob("macros/**/*.sql")):
        cut.update(re.findall(r"var\('(\w+)'\) \| int", path.read_text()))
    macro = (REAL_PROJECT / "macros/engines/landing/check_configuration.sql").read_text()
    checked = re.findall(r"'(\w+)'", macro.partition("macro check_whole_numbers")[2])
    assert cut and cut <= set(checked)


@pytest.mark.parametrize(
    ("created_at", "as_of", "code", "words"),
    [
        ("2025-03-03T10:00:00Z", "2025-03-03T09:59:59Z", 2, ["as_of is 2025-03-03 09:59:59"]),
        ("2025-03-03T10:00:00Z", "2025-03-03T10:00:00Z", None, []),
        ("long ago", "2025-03-03T10:00:00Z", 3, ["no usable ticket"]),
    ],
)
def test_a_build_with_nothing_to_measure_is_refused(
    tmp_path: Path,
    dbt_runs: DbtRuns,
    created_at: str,
    as_of: str,
    code: int | None,
    words: list[str],
) -> None:
    raw = tmp_path / "raw"
    write_table(raw / "tickets.csv", "tickets", [good_row("tickets", created_at=created_at)])
    runs = replace(dbt_runs, variables=json.dumps({"as_of": as_of}))
    selected = ("--select", "+assert_something_can_be_measured", "--indirect-selection", "cautious")
    error = runs.explain(raw, "build", *selected, "--exclude-resource-type", "unit_test")
    assert (error and error.exit_code) == (code and ExitCode(code))
    assert all(word in str(error) for word in words), str(error)
