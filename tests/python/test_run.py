"""A whole run: what it writes, and that it writes the same again."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.python.conftest import Warehouse, checksums, error_sentence
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.mini_project import REAL_PROJECT

# What somebody may have set for another project of dbt's; each would publish something else.
OF_ANOTHER_PROJECT = {
    **dict.fromkeys(("DBT_EMPTY", "DBT_FAIL_FAST", "DBT_STORE_FAILURES"), "1"),
    "DBT_EXCLUDE_RESOURCE_TYPES": "test",
    "DBT_SAMPLE": "1 day",
    "DBT_USE_COLORS": "x",
}


def test_run_publishes_records_and_repeats_itself(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in OF_ANOTHER_PROJECT.items():
        monkeypatch.setenv(name, value)
    personal = "Ann 0722123456.csv", "Ann 0733123456.csv", "ann@example.com.csv"
    for name in ("[red]call.csv", ".hidden.csv", "_SUCCESS", *personal):
        (project / "data/sample" / name).touch()
    first = warehouse("run")
    assert first.code == 0, first.err
    assert "Open first: " in first.out
    unread = ["Ann (hidden).csv", "Ann (hidden).csv", "[red]call.csv", "(hidden)"]
    assert f"Files that belong to no raw table, not read: {', '.join(unread)}\n" in first.out
    assert "Raw rows: 41 read" in first.out or "Raw rows: 40 read" in first.out
    assert "Quarantined: calls 1" in first.out
    assert "calls.(hidden), calls.shoe_size" in first.out
    assert "reading the project" in first.err

    exports = project / "exports"
    before = checksums(exports / "current")
    release = (exports / "current").resolve()
    record = json.loads((exports / "runs" / release.name / "run.json").read_text())
    assert record["exit_code"] == 0
    assert record["as_of"] == "2025-01-31T12:00:00"
    beside = [".hidden.csv", *unread[:3], "_SUCCESS", "(hidden)"]
    assert [file["path"] for file in record["raw_files"]] == [*beside, "calls.csv"]
    assert record["unread_files"] == unread
    written = [path.read_bytes() for path in exports.rglob("*") if path.is_file()]
    assert not [text for text in written if b"0722123" in text or b"ann@example.com.csv" in text]
    assert b"0722123" not in first.out.encode() + first.err.encode()
    assert record["row_counts"]["fct_calls"] == 40
    # Unit tests belong to `make test`; this one would fail.
    assert not any(node["unique_id"].startswith("unit_test.") for node in record["nodes"])
    assert any(node["unique_id"].startswith("test.") for node in record["nodes"])
    assert not list((exports / "runs").glob("*/private")), "the private build is left behind"

    with duckdb.connect(str(release / "support_kpi.duckdb"), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() order by all"
        ).fetchall()
        calls = connection.execute("select call_id from marts.fct_calls").fetchall()
        comments = connection.execute("select comment from duckdb_tables() where comment <> ''")
        assert comments.fetchall() == [("Calls. One row per call.",)]
        tags = connection.execute(
            "select tags['storage_version'] from duckdb_databases() "
            "where database_name = 'support_kpi'"
        ).fetchone()
    assert tables == [("fct_calls",), ("kpi_catalogue",), ("kpi_scorecard",)]
    assert calls == sorted(calls), "rows must stand in the order of their key"
    assert tags is not None and tags[0].startswith("v1.2")

    assert [path.name for path in (release / "csv").iterdir()] == ["kpi_scorecard.csv"]
    text = (release / "csv" / "kpi_scorecard.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfkpi_id,")
    assert b""","'=1+1",""" in text
    assert b",2025-01-01,40.0," in text

    assert warehouse("run").code == 0
    assert (exports / "current").resolve() != release
    assert checksums(exports / "current") == before


def test_another_reporting_time_costs_no_reading_of_the_whole_project(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBT_PARTIAL_PARSE_FILE_PATH")
    assert warehouse("build").code == 0
    monkeypatch.setenv("SUPPORT_KPI_THREADS", "1")
    monkeypatch.setenv("SUPPORT_KPI_MEMORY_LIMIT", "1GB")
    assert warehouse("build", "--as-of", "2025-06-30").code == 0
    monkeypatch.setenv("SUPPORT_KPI_AS_OF", "2025-06-29")
    assert warehouse("build", "--vars", "{as_of: 2025-06-28}").code == 0
    assert warehouse("build").code == 0

    runs = sorted((project / "exports" / "runs").glob("*Z"))
    whole = ["Unable to do partial parsing" in (run / "dbt.log").read_text() for run in runs]
    assert whole == [True, False, False, False]
    records = [json.loads((run / "run.json").read_text()) for run in runs]
    times = [record["variables"].get("as_of") for record in records]
    assert times == [None, "2025-06-30", "2025-06-28", "2025-06-29"]


def test_the_environment_names_the_reporting_time_first(
    tmp_path: Path, dbt_runs: DbtRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = dbt_runs.with_variables("{as_of: 2025-06-28}", tmp_path)
    compiled = {}
    for given in ("2025-06-30", ""):
        monkeypatch.setenv("SUPPORT_KPI_AS_OF", given)
        raw = REAL_PROJECT / "data/sample"
        outcome = runs.invoke(raw, runs.database(raw), "compile", "--select", "int_as_of")
        assert outcome.success, outcome.exception
        results = {result.node.name: result.node for result in outcome.result.results}
        compiled[given] = results["int_as_of"].compiled_code
    assert "2025-06-30" in compiled["2025-06-30"]
    assert "2025-06-28" not in compiled["2025-06-30"]
    assert "2025-06-28" in compiled[""]


def test_build_then_publish(project: Path, warehouse: Warehouse) -> None:
    assert warehouse("build").code == 0
    assert not (project / "exports" / "current").exists()
    assert warehouse("publish").code == 0
    assert (project / "exports" / "current" / "manifest.json").is_file()
    again = warehouse("publish")
    assert again.code == 1
    assert "no good build to publish" in error_sentence(again)


def test_failed_test_leaves_the_release_alone(project: Path, warehouse: Warehouse) -> None:
    assert warehouse("run").code == 0
    exports = project / "exports"
    before = {path: path.stat().st_mtime_ns for path in (exports / "releases").rglob("*")}
    current = (exports / "current").readlink()
    raw = project / "data" / "sample" / "calls.csv"
    raw.write_text(raw.read_text() + "call-001,support\n")

    failed = warehouse("run")
    assert failed.code == 1
    assert "1 test failed, unique_fct_calls_call_id (1 rows)" in error_sentence(failed)
    assert "Details: " in failed.err
    assert (exports / "current").readlink() == current
    assert {path: path.stat().st_mtime_ns for path in (exports / "releases").rglob("*")} == before
    assert "no good build to publish" in error_sentence(warehouse("publish"))

    shown = warehouse("status", "--verify")
    assert shown.code == 0
    assert current.name in shown.out.replace("\n", "")
    assert "exit 1" in shown.out


def test_rules_that_apply_to_nothing_are_named(project: Path, warehouse: Warehouse) -> None:
    (project / "models/marts/kpis/data_trust.sql").write_text(
        "select 'rules_unused' as finding, 'kpi_targets' as subject, 'csat month T9' as detail "
        "from {{ ref('fct_calls') }} where call_id = 'call-001' "
        "union all select 'rows_repeated', 'calls', 'another finding'"
    )
    outcome = warehouse("run")
    assert outcome.code == 0, outcome.err
    assert "Rules that apply to nothing: kpi_targets: csat month T9\n" in outcome.out
