"""Whatever the history of deliveries: the numbers are those of one clean delivery of its end."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import given

from tests.python.conftest import Warehouse
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.faults.histories import (
    MANY_BATCHES,
    ONE_BATCH,
    History,
    batches,
    write_clean,
    write_history,
)

# How the delivery came, not what it says.
HISTORIC = (
    "stg_helpdesk__tickets",
    "stg_helpdesk__ticket_events",
    "stg_telephony__calls",
    "stg_surveys__surveys",
    "stg_workforce__agents",
)
OF_THE_DELIVERY = ("loaded_at", "is_stale")
# Tables that tell about deliveries; all others tell about customers, tickets and agents.
ABOUT_DELIVERIES = {"data_trust"}


def _require_same_staging(dbt_runs: DbtRuns, folder: Path, batch: list[History]) -> None:
    """Both deliveries in one build, told apart by the first letter of their systems."""
    raw = folder / "raw"
    write_history(raw, batch, "messy")
    write_clean(raw, batch, "clean")
    with dbt_runs.stage(raw) as connection:
        for table in HISTORIC:
            one, other = (
                f"(select {_unmarked(connection, table)} from staging.{table} "
                f"where source_system like '{mark}%')"
                for mark in ("messy", "clean")
            )
            _require_same(connection, one, other)
            found = connection.execute(f"select count(*) from {one}").fetchone()
            assert found is not None
            assert found[0] > 0, table


def _unmarked(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """The columns of a table, its ids without the first word of their system."""
    columns = connection.execute(f"describe staging.{table}").fetchall()
    return ", ".join(
        f"regexp_replace({name}, '^(messy|clean)', '') as {name}" if kind == "VARCHAR" else name
        for name, kind, *_ in columns
        if name not in OF_THE_DELIVERY
    )


def _require_same(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> None:
    columns = f"columns(lambda c: c not in {OF_THE_DELIVERY})"
    differences = connection.execute(
        f"(select {columns} from {one} except all select {columns} from {other}) union all "
        f"(select {columns} from {other} except all select {columns} from {one}) limit 5"
    ).fetchall()
    assert differences == [], one


@ONE_BATCH
@given(batches(25))
def test_histories(
    dbt_runs: DbtRuns, tmp_path_factory: pytest.TempPathFactory, batch: list[History]
) -> None:
    _require_same_staging(dbt_runs, tmp_path_factory.mktemp("histories"), batch)


@pytest.mark.soak
@MANY_BATCHES
@given(batches(100))
def test_hundreds_of_histories(
    dbt_runs: DbtRuns, tmp_path_factory: pytest.TempPathFactory, batch: list[History]
) -> None:
    _require_same_staging(dbt_runs, tmp_path_factory.mktemp("histories"), batch)


@pytest.mark.soak
def test_histories_give_the_same_marts(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    warehouse: Warehouse,
    record: Callable[[str], None],
) -> None:
    """All published tables, from two whole runs."""

    @ONE_BATCH
    @given(batches(200))
    def compare(batch: list[History]) -> None:
        folder = tmp_path_factory.mktemp("marts")
        releases = []
        for write in (write_history, write_clean):
            raw, exports = folder / write.__name__, folder / f"{write.__name__}-exports"
            write(raw, batch, "system")
            monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(exports))
            outcome = warehouse("run", "--skip-gate", "--raw-path", str(raw))
            assert outcome.code == 0, outcome.err
            releases.append((exports / "current" / "parquet").resolve())
        names = {path.stem for path in releases[0].glob("*.parquet")} - ABOUT_DELIVERIES
        with duckdb.connect() as connection:
            for name in sorted(names):
                messy, clean = (f"'{release}/{name}.parquet'" for release in releases)
                _require_same(connection, messy, clean)
        record(f"Histories through all marts: {len(batch)}, {len(names)} published tables alike.")

    compare()
