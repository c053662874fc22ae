"""The project on a real PostgreSQL publishes the numbers that DuckDB publishes."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import MetaData, create_engine, func, inspect, select

from benchmarks.compare import OWN_SQL, different_rows
from scripts.artifacts.export import literal
from scripts.artifacts.manifest import PublicTable, read_public_tables
from scripts.base.files import read_json
from scripts.base.settings import PROJECT
from scripts.publish.release_files import verify_release
from scripts.servers.postgres.server import connect
from scripts.servers.postgres.transfer import fetch_tables
from tests.python.conftest import DuckdbDesk, error_sentence, run_quietly
from tests.python.postgres.server import ADMIN, Database, create_database


@dataclass(frozen=True)
class Desk:
    """One delivery: built by DuckDB, and published on the server.

    Attributes:
        on_duckdb: The DuckDB build.
        server: The database with the published views.
        exports: The exports folder of the run on the server.
    """

    on_duckdb: DuckdbDesk
    server: Database
    exports: Path


@pytest.fixture(scope="session")
def sample_desk(sample_run: Path, sample_build: Path) -> DuckdbDesk:
    """The shipped sample."""
    (artifacts,) = sample_run.glob("exports/runs/*/artifacts")
    tables = read_public_tables(artifacts)
    return DuckdbDesk(PROJECT / "data" / "sample", "{}", sample_build, tables)


@pytest.fixture(scope="module", params=["tehran", pytest.param("sample", marks=pytest.mark.soak)])
def desk(
    request: pytest.FixtureRequest, host: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A small desk with a calendar of its own, and the shipped sample."""
    on_duckdb: DuckdbDesk = request.getfixturevalue(f"{request.param}_desk")
    exports = tmp_path_factory.mktemp("parity")
    server = create_database(host)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.variables.items():
            patch.setenv(name, value)
        patch.setenv("SUPPORT_KPI_EXPORT_PATH", str(exports))
        patch.setenv("SUPPORT_KPI_RAW_PATH", str(on_duckdb.raw))
        outcome = run_quietly("run", "--skip-gate", "--vars", on_duckdb.variables)
        assert outcome.code == 0, outcome.err
        yield Desk(on_duckdb, server, exports)


def test_every_public_mart_is_equal(desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "postgres.duckdb"
    with closing(connect()) as server:
        server.autocommit = True
        views = [("support_kpi", table.name, table.schema) for table in desk.on_duckdb.tables]
        fetch_tables(server, views, copy)
    with duckdb.connect(":memory:") as sides:
        sides.execute(f"attach {literal(desk.on_duckdb.build)} as a (read_only)")
        sides.execute(f"attach {literal(copy)} as b (read_only)")
        found = {
            table.name: rows
            for table in desk.on_duckdb.tables
            if (rows := different_rows(sides, *_paths(table), OWN_SQL.get(table.name, [])))
        }
    assert len(desk.on_duckdb.tables) > 40
    assert found == {}


def _paths(table: PublicTable) -> list[tuple[str, str, str]]:
    return [(side, table.schema, table.name) for side in "ab"]


@pytest.mark.soak
def test_the_files_of_the_release_are_whole(desk: Desk) -> None:
    release = (desk.exports / "current").resolve()
    assert verify_release(release) == []
    manifest = read_json(release / "manifest.json")
    record = read_json(desk.exports / "runs" / release.name / "run.json")
    assert manifest is not None
    assert record is not None
    assert manifest["target"] == "postgres"
    assert record["versions"]["postgresql"].startswith("16.")
    for name, rows in manifest["row_counts"].items():
        assert desk.server.ask(f"select count(*) from support_kpi.{name}") == [(rows,)], name
    (said,) = desk.server.ask("select obj_description('support_kpi'::regnamespace)")
    assert release.name in said[0]
    for name in ("scorecard.html", "support_kpi.xlsx", "handbook.html"):
        assert (release / name).is_file()


@pytest.mark.soak
def test_sqlalchemy_reflects_the_views_with_their_comments(desk: Desk) -> None:
    url = f"postgresql+psycopg2://{ADMIN}@/{desk.server.name}?host={desk.server.host}"
    engine = create_engine(url)
    try:
        marts = MetaData(schema="support_kpi")
        marts.reflect(engine, views=True)
        assert {table.name for table in marts.tables.values()} == {
            table.name for table in desk.on_duckdb.tables
        }
        silent = [
            f"{table.name}.{column.name}"
            for table in marts.tables.values()
            for column in table.columns
            if not column.comment
        ]
        assert silent == []
        values = marts.tables["support_kpi.kpi_values"]
        with engine.connect() as connection:
            assert connection.execute(select(func.count()).select_from(values)).scalar_one() > 1000
        comment = inspect(engine).get_table_comment("kpi_values", schema="support_kpi")["text"]
        assert comment
        assert "must not be summed or averaged" in comment
    finally:
        engine.dispose()


@pytest.mark.soak
@pytest.mark.parametrize("target", ["duckdb", "postgres"])
def test_explain_says_that_it_needs_duckdb(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """Whoever asks: the release is the same."""
    monkeypatch.setenv("SUPPORT_KPI_TARGET", target)
    outcome = run_quietly("explain", "csat", "--period", "2025-11")
    assert outcome.code == 2
    assert "explain opens releases that were built with DuckDB only" in error_sentence(outcome)
