"""The log of restatements: what a release changed of what was published, and why."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from scripts.base.files import write_json
from scripts.publish.restatements import write_restatements
from tests.python.conftest import Warehouse, checksums
from tests.python.mini_kpis import COLUMNS, USUAL, add_kpi_marts, write_values
from tests.python.mini_project import REAL_PROJECT

JANUARY, FEBRUARY, MARCH = "2025-01-01", "2025-02-01", "2025-03-01"
PROVENANCE = {
    "is_sample": False,
    "raw_files": {"calls.csv": "1"},
    "seeds": {"channel_groups": "1"},
    "variables": {"short_abandon_seconds": 10},
    "sql": "1",
}
LATE = {"raw_files": {"calls.csv": "2"}}
RULE = {"seeds": {"channel_groups": "2"}}
CAUSES = [
    (LATE, "late or changed rows", "matured", "calls.csv"),
    (RULE, "changed rule table", "changed rule table", "channel_groups"),
    ({"variables": {}}, "changed variables", "changed variables", "short_abandon_seconds"),
    ({"sql": "2"}, "changed software", "changed software", "SQL of the project"),
    ({**LATE, **RULE}, "several causes", "several causes", "channel_groups; late or changed rows"),
    ({}, "unknown", "unknown", None),
]


class Releases:
    """Releases of a folder, as far as restatements need them."""

    def __init__(self, folder: Path) -> None:
        """Start without any."""
        self.folder = folder
        self.previous: Path | None = None
        self.count = 0

    def write(self, *values: dict[str, Any], **provenance: Any) -> dict[str, Any]:  # noqa: ANN401
        """Write one release of these values; returns its counts."""
        self.count += 1
        folder = self.folder / f"run-{self.count:03d}"
        (folder / "parquet").mkdir(parents=True)
        manifest = {
            "run_id": folder.name,
            "published_at": f"2025-04-01T00:{self.count % 60:02d}:00+00:00",
            "as_of": "2025-03-31T00:00:00",
            "provenance": {**PROVENANCE, **provenance},
        }
        with duckdb.connect(":memory:") as connection:
            connection.execute("attach ':memory:' as release; create schema release.marts")
            _create_tables(connection, [{**USUAL, **value} for value in values])
            tables = ["kpi_values", "kpi_restatements"]
            counts = vars(write_restatements(connection, tables, self.previous, manifest))
            for table in tables:
                path = folder / "parquet" / f"{table}.parquet"
                connection.execute(f"copy release.marts.{table} to '{path}' (format parquet)")
        write_json(folder / "manifest.json", manifest)
        self.previous = folder
        return counts

    def log(self, columns: str = "*") -> list[tuple[Any, ...]]:
        """The log of the newest release."""
        path = self.folder / f"run-{self.count:03d}" / "parquet" / "kpi_restatements.parquet"
        return duckdb.sql(f"select {columns} from '{path}'").fetchall()  # noqa: S608


def _create_tables(connection: duckdb.DuckDBPyConnection, values: list[dict[str, Any]]) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    connection.execute(f"create table release.marts.kpi_values ({columns})")
    for value in values:
        cells = [value[name] if value[name] != "" else None for name in COLUMNS]
        connection.execute(
            f"insert into release.marts.kpi_values values ({', '.join('?' * len(cells))})",  # noqa: S608
            cells,
        )
    model = REAL_PROJECT / "models" / "marts" / "kpis" / "kpi_restatements.sql"
    sql = model.read_text(encoding="utf-8")
    sql = sql.replace("{{ type_text() }}", "varchar").replace("{{ type_double() }}", "double")
    connection.execute(f"create table release.marts.kpi_restatements as {sql}")


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path)


def test_only_published_values_that_changed_are_listed(releases: Releases) -> None:
    releases.write(
        {},
        {"period_start": FEBRUARY},
        {"period_start": MARCH, "value": None, "numerator": None, "value_status": "no_data"},
        {"slice_name": "channel", "slice_value": "email"},
        {"slice_name": "channel", "slice_value": "phone"},
        {"slice_name": "channel", "slice_value": "fax", "is_provisional": True},
    )
    counts = releases.write(
        {"value": 0.75, "denominator": 12},
        {"period_start": FEBRUARY},
        {"period_start": MARCH, "value": 0.9},
        {"slice_name": "channel", "slice_value": "email", "value_status": "low_n"},
        {"slice_name": "channel", "slice_value": "chat"},
        **LATE,
    )
    shown = "period_start::varchar, slice_value, old_value, new_value, old_denominator, "
    shown += "new_denominator, old_status, new_status, is_withdrawn, run_id, previous_run_id"
    runs = ("run-002", "run-001")
    assert releases.log(shown) == [
        (JANUARY, "email", 0.8, 0.8, 10, 10, "ok", "low_n", False, *runs),
        (JANUARY, "phone", 0.8, None, 10, None, "ok", None, True, *runs),
        (JANUARY, "all", 0.8, 0.75, 10, 12, "ok", "ok", False, *runs),
    ]
    assert (counts["values"], counts["kpis"]) == (3, 1)
    assert counts["by_reason"] == {"late or changed rows": 3}


@pytest.mark.parametrize("count", ["numerator", "denominator"])
def test_the_same_value_of_other_counts_is_restated(releases: Releases, count: str) -> None:
    releases.write({})
    releases.write({count: 99})
    assert releases.log(f"old_value, new_value, new_{count}") == [(0.8, 0.8, 99)]


@pytest.mark.parametrize(("difference", "reason", "of_provisional", "details"), CAUSES)
def test_reasons(
    releases: Releases,
    difference: dict[str, Any],
    reason: str,
    of_provisional: str,
    details: str | None,
) -> None:
    ripening = {"period_start": FEBRUARY, "is_provisional": True, "value_status": "provisional"}
    redefined = {"kpi_id": "nps"}
    releases.write({}, ripening, redefined)
    counts = releases.write(
        {"value": 0.5},
        {"period_start": FEBRUARY, "value": 0.5},
        {**redefined, "value": 0.5, "definition_version": 2},
        **difference,
    )
    rows = releases.log("kpi_id, was_provisional, reason, reason_details")
    assert [row[:3] for row in rows] == [
        ("csat", False, reason),
        ("csat", True, of_provisional),
        ("nps", False, "changed definition"),
    ]
    assert rows[2][3] == "version 1 to 2"
    assert rows[0][3] is None if details is None else details in rows[0][3]
    assert (counts["values"], counts["kpis"], counts["provisional_values"]) == (2, 2, 1)


def test_history_keeps_what_was_final_and_the_newest_of_what_was_not(releases: Releases) -> None:
    ripening = {"period_start": FEBRUARY, "is_provisional": True}
    for step in range(4):
        releases.write(
            {"value": step}, {**ripening, "value": step}, raw_files={"calls.csv": str(step)}
        )
    expected = [
        ("run-002", False, 0, 1),
        ("run-003", False, 1, 2),
        ("run-004", False, 2, 3),
        ("run-004", True, 2, 3),
    ]
    shown = "run_id, was_provisional, old_value, new_value"
    assert releases.log(shown) == expected
    # The same input again: nothing is restated, nothing is forgotten.
    counts = releases.write({"value": 3}, {**ripening, "value": 3}, raw_files={"calls.csv": "3"})
    assert (counts["values"], counts["provisional_values"]) == (0, 0)
    assert releases.log(shown) == expected


def test_history_is_bounded(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.publish.restatements.KEPT_RELEASES", 2)
    for step in range(5):
        releases.write({"value": step}, raw_files={"calls.csv": str(step)})
    assert releases.log("run_id, new_value") == [("run-004", 3), ("run-005", 4)]


def test_the_sample_is_no_past_of_other_data(releases: Releases) -> None:
    releases.write({}, is_sample=True)
    counts = releases.write({"value": 0.1})
    assert (counts["previous_run_id"], releases.log()) == (None, [])


def test_a_last_release_that_cannot_be_read_is_a_warning(
    releases: Releases, caplog: pytest.LogCaptureFixture
) -> None:
    releases.write({})
    assert releases.previous is not None
    (releases.previous / "parquet" / "kpi_values.parquet").write_bytes(b"half a file")
    assert releases.write({"value": 0.1})["previous_run_id"] is None
    assert "restatements begin anew" in caplog.text
    assert releases.log() == []


def test_restatements_of_whole_runs(project: Path, warehouse: Warehouse) -> None:
    add_kpi_marts(project)
    first = warehouse("run")
    assert first.code == 0, first.err
    assert "Restated" not in first.out
    release = (project / "exports" / "current").resolve()
    model = project / "models" / "marts" / "kpis" / "_kpi_restatements__models.yml"
    log = f"'{release}/parquet/kpi_restatements.parquet'"
    described = duckdb.sql(f"describe from {log}").fetchall()  # noqa: S608
    names = [line.split(": ")[1] for line in model.read_text().splitlines() if "- name: " in line]
    assert [row[0] for row in described] == names[1:]
    assert {row[1] for row in described} == {"TIMESTAMP", "DATE", "VARCHAR", "DOUBLE", "BOOLEAN"}
    assert duckdb.sql(f"select count(*) from {log}").fetchone() == (0,)  # noqa: S608

    write_values(project, {"value": 0.7}, {"period_start": FEBRUARY})
    second = warehouse("run")
    assert "Restated since the last release: 1 value of 1 KPI (1 late or changed rows" in second.out
    current = project / "exports" / "current"
    with duckdb.connect(str(current / "support_kpi.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select kpi_id, old_value, new_value, reason, reason_details "
            "from marts.kpi_restatements"
        ).fetchall()
    assert rows == [("csat", 0.8, 0.7, "late or changed rows", "late or changed rows: values.csv")]
    assert (
        b',"csat","rate","month",2025-01-01,'
        in (current / "csv" / "kpi_restatements.csv").read_bytes()
    )
    before = checksums(current)

    third = warehouse("run")
    assert "Restated since the last release: 0 values\n" in third.out
    assert checksums(current) == before

    assert "Verified" in warehouse("status", "--verify").out
