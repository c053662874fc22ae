"""The catalogue of bad inputs: each ends as its table says, and no row gets lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from scripts.base.errors import ExitCode
from tests.python.conftest import Warehouse
from tests.python.faults.contract import base_models
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.faults.delivery import marked_files, write_delivery
from tests.python.faults.file_cases import CASES, FileCase
from tests.python.faults.row_cases import row_cases
from tests.python.faults.value_cases import value_cases
from tests.python.mini_project import REAL_PROJECT

# Of the files that refuse a delivery these are in every `make test`, the others in `make soak`.
SAMPLE = {
    "nothing in the file",
    "a column twice",
    "a column twice, as Ticket ID",
    "an HTML error page",
    "UTF-16",
    "Latin-1",
    "too few fields",
    "a field of 10 MB",
    "a JSON file named CSV",
    "a workbook among a table's files",
    "gzip cut in half",
    "Parquet with a torn footer",
    "Parquet with zeros for a footer",
    "a broken line of JSON",
    "a zone that does not exist",
}


@pytest.fixture(scope="module")
def bad_delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raw = tmp_path_factory.mktemp("catalogue") / "raw"
    write_delivery(raw)
    return raw


@pytest.fixture(scope="module")
def staged(dbt_runs: DbtRuns, bad_delivery: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with dbt_runs.stage(bad_delivery) as connection:
        yield connection


def test_bad_values(staged: duckdb.DuckDBPyConnection) -> None:
    found = {}
    for model in base_models().values():
        rows = staged.execute(
            "select source_system, rejected_column, rejected_reason, unparsed_values, version_rank "
            f"from base.{model} where source_system like 'value%'"  # noqa: S608
        ).fetchall()
        found.update({row[0]: row[1:] for row in rows})
    wrong = []
    for case in value_cases():
        column, reason, unparsed, rank = found.pop(case.system, (None, "the row is lost", None, 0))
        listed = unparsed.split(": ")[:2] if unparsed else None
        expected_list = [case.column.name, case.listed_reason] if case.listed_reason else None
        rejected = (column, reason) if reason else None
        quarantined = (case.column.name, case.quarantine_reason)
        expected = quarantined if case.quarantine_reason else None
        if (rejected, listed, rank) != (expected, expected_list, None if expected else 1):
            wrong.append((case.column.table, case.column.name, case.fault.name, reason, unparsed))
    assert wrong == []
    assert not found, "rows that no case sent"


def test_bad_rows(staged: duckdb.DuckDBPyConnection) -> None:
    wrong = []
    for system, case in row_cases():
        staging = _staging_model(staged, case.table)
        counts = staged.execute(
            "select count(*) filter (where version_rank = 1), "
            "count(*) filter (where version_rank > 1), "
            "count(*) filter (where rejected_reason is not null), "
            f"(select count(*) from staging.{staging} where source_system = ? and {case.kept}) "  # noqa: S608
            f"from base.{base_models()[case.table]} where source_system = ?",
            [system, system],
        ).fetchone()
        if counts != (case.staged, case.repeated, case.quarantined, case.staged):
            wrong.append((case.name, counts))
    assert wrong == []


def test_odd_files(staged: duckdb.DuckDBPyConnection) -> None:
    counts = dict(
        staged.execute(
            "select mark, count(*) from (select regexp_extract(raw_file, 'file[0-9]{3}') as mark "
            "from landing.tickets) where mark <> '' group by mark"
        ).fetchall()
    )
    expected = {mark: file.rows for mark, file in marked_files() if file.rows}
    assert counts == expected


def test_what_is_set_aside_is_listed(staged: duckdb.DuckDBPyConnection) -> None:
    """Every row read is staged, a repeat or in quarantine; every bad value stands in a list."""
    lost = staged.execute(
        "select * from staging.raw_row_counts "
        "where rows_read <> rows_staged + rows_repeated + rows_quarantined"
    ).fetchall()
    assert lost == []
    listed = _systems(staged, "quarantined_values")
    assert [
        case for case in value_cases() if case.listed_reason and case.system not in listed
    ] == []
    quarantined = staged.execute("select count(*) from staging.quarantined_rows").fetchone()
    expected = sum(case.quarantine_reason is not None for case in value_cases())
    expected += sum(case.quarantined for _, case in row_cases())
    assert quarantined == (expected,)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.name, marks=() if case.name in SAMPLE else pytest.mark.soak)
        for case in CASES
    ],
)
def test_bad_file(dbt_runs: DbtRuns, tmp_path: Path, case: FileCase) -> None:
    raw = tmp_path / "raw"
    (raw / case.path).parent.mkdir(parents=True)
    shutil.copy(REAL_PROJECT / "data" / "sample" / "calls.csv", raw)
    (raw / case.path).write_bytes(case.content())
    if case.seen_at == "start":
        error = dbt_runs.refusal(raw)
    else:
        error = dbt_runs.explain(raw, "build", "--select", "base_helpdesk__tickets")
    assert error is not None, "read as if it were good"
    assert error.exit_code == ExitCode.INPUTS_REFUSED, str(error)
    assert all(word in str(error) for word in case.words), str(error)
    assert str(error).count(". ") == 0, str(error)


@pytest.mark.soak
def test_marts_survive(
    bad_delivery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warehouse: Warehouse
) -> None:
    """The whole catalogue is built, tested and published, past the gate that would refuse it."""
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(tmp_path / "exports"))
    outcome = warehouse("run", "--skip-gate", "--raw-path", str(bad_delivery))
    assert outcome.code == 0, outcome.err
    assert "Traceback" not in outcome.out + outcome.err


def _staging_model(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    row = connection.execute(
        "select table_name from duckdb_columns() where schema_name = 'staging' "
        "and table_name like 'stg%' and split_part(table_name, '__', 2) = ? limit 1",
        [table],
    ).fetchone()
    assert row is not None
    return str(row[0])


def _systems(connection: duckdb.DuckDBPyConnection, model: str) -> set[str]:
    rows = connection.execute(
        f"select distinct split_part(row_key, ':', 1) from staging.{model}"  # noqa: S608
    ).fetchall()
    return {row[0] for row in rows}
