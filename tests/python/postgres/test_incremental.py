"""Base models on PostgreSQL that are brought up to date file by file, and kept between runs."""

import random
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from benchmarks.compare import different_rows
from scripts.artifacts.export import literal
from scripts.servers.postgres.server import connect
from scripts.servers.postgres.transfer import fetch_tables, load_landing
from tests.python.conftest import Warehouse
from tests.python.faults.contract import base_models
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.faults.delivery import write_rows
from tests.python.faults.histories import history_of
from tests.python.postgres.server import BUILDER, Database
from tests.python.raw_folder import BUILD, MODELS, RawFolder

STEPS = 2
KEPT = "support_kpi_build_run_base"


def test_any_history_of_files(tmp_path: Path, dbt_runs: DbtRuns, database: Database) -> None:
    """The tables are DuckDB's, which are a whole build's."""
    folder = RawFolder(tmp_path, dbt_runs)
    folder.fill([history_of(seed) for seed in range(8)])
    on_server = DbtRuns(tmp_path / "postgres", dbt_runs.parse_cache, target="postgres")
    chance = random.Random(1)
    for step in range(STEPS):
        folder.move(chance)
        folder.build()
        with closing(connect()) as server:
            load_landing(server, folder.kept, tmp_path)
        outcome = on_server.invoke(folder.raw, folder.kept, *BUILD)
        assert outcome.success, outcome.exception or [one.message for one in outcome.result]
        assert _differences(folder.kept, tmp_path / f"{step}.duckdb") == {
            model: 0 for model in MODELS
        }, step
    transactions = database.ask(
        "select count(distinct xmin::text) from support_kpi_build_base.base_helpdesk__ticket_events"
    )
    assert transactions[0][0] > 1, "no row has stayed"


def test_bad_and_odd_values_are_typed_alike(
    tmp_path: Path, dbt_runs: DbtRuns, database: Database
) -> None:
    """Every value of the catalogue, in every column of the contract."""
    raw, models = tmp_path / "raw", list(base_models().values())
    write_rows(raw)
    build = ("build", "--select", *models, "--resource-type", "model")
    assert dbt_runs.explain(raw, *build) is None
    with closing(connect()) as server:
        load_landing(server, dbt_runs.database(raw), tmp_path)
    on_server = DbtRuns(tmp_path / "postgres", dbt_runs.parse_cache, target="postgres")
    outcome = on_server.invoke(raw, dbt_runs.database(raw), *build)
    assert outcome.success, outcome.exception or [one.message for one in outcome.result]
    found = _differences(dbt_runs.database(raw), tmp_path / "copy.duckdb", models)
    assert found == dict.fromkeys(models, 0)


def _differences(on_duckdb: Path, copy: Path, models: Sequence[str] = MODELS) -> dict[str, int]:
    with closing(connect()) as server:
        server.autocommit = True
        tables = [("support_kpi_build_base", model, "base") for model in models]
        fetch_tables(server, tables, copy)
    with duckdb.connect(":memory:") as both:
        both.execute(f"attach {literal(on_duckdb)} as a (read_only)")
        both.execute(f"attach {literal(copy)} as b (read_only)")
        return {model: _different(both, model) for model in models}


def _different(both: duckdb.DuckDBPyConnection, model: str) -> int:
    described = both.execute(f"describe a.base.{model}").fetchall()
    # The version of a file holds the version of the engine.
    columns = [column[0] for column in described if column[0] != "raw_file_version"]
    return different_rows(both, ("a", "base", model), ("b", "base", model), columns)


@pytest.mark.parametrize(("wanted", "found"), [("yes", True), ("no", False)])
def test_typed_rows_are_kept_where_that_is_wanted(
    desk: Path,
    database: Database,
    warehouse: Warehouse,
    monkeypatch: pytest.MonkeyPatch,
    wanted: str,
    found: bool,
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_INCREMENTAL", wanted)
    database.ask(f"create schema {KEPT}", BUILDER)
    outcome = warehouse("run")
    assert outcome.code == 0, outcome.err
    assert (KEPT in database.schemas()) is found
