"""The project on a real PostgreSQL publishes the numbers that DuckDB publishes."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import MetaData, create_engine, func, inspect, select

from scripts.postgres.server import connect
from scripts.postgres.transfer import fetch_tables
from scripts.runner.export import literal, quoted
from scripts.runner.files import read_json
from scripts.runner.release import verify_release
from tests.python.conftest import error_sentence, run_quietly
from tests.python.postgres.server import Database, create_database

pytestmark = pytest.mark.xdist_group("postgres")

# The SQL in it is the engine's own; which numbers can be opened is the same.
OWN_SQL = {"kpi_explanations": ["measure_id", "statistic", "slice_name", "part"]}


@pytest.fixture(scope="module")
def published(
    host: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Path]]:
    """The sample, published on the server, and the exports folder of the run."""
    database = create_database(host)
    exports = tmp_path_factory.mktemp("postgres") / "exports"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in database.variables.items():
            patch.setenv(name, value)
        patch.setenv("SUPPORT_KPI_EXPORT_PATH", str(exports))
        outcome = run_quietly("run")
        assert outcome.code == 0, outcome.err
        yield database, exports


def test_every_public_mart_is_equal(
    published: tuple[Database, Path], sample_release: Path, tmp_path: Path
) -> None:
    names = sorted(path.stem for path in (sample_release / "parquet").iterdir())
    copy = tmp_path / "postgres.duckdb"
    with closing(connect()) as server:
        server.autocommit = True
        fetch_tables(server, [("support_kpi", name, "marts") for name in names], copy)
    with duckdb.connect(":memory:") as both:
        both.execute(f"attach {literal(sample_release / 'support_kpi.duckdb')} as a (read_only)")
        both.execute(f"attach {literal(copy)} as b (read_only)")
        found = {name: rows for name in names if (rows := different_rows(both, name))}
    assert len(names) > 40
    assert found == {}


def different_rows(both: duckdb.DuckDBPyConnection, name: str) -> int:
    """How many rows of either side the other lacks; doubles are compared to nine digits."""
    sides = [f"{side}.marts.{quoted(name)}" for side in "ab"]
    columns = [(row[0], row[1]) for row in both.execute(f"describe {sides[0]}").fetchall()]
    wanted = ", ".join(
        f"printf('%.9g', {quoted(column)})" if kind == "DOUBLE" else quoted(column)
        for column, kind in columns
        if column in OWN_SQL.get(name, [column])
    )
    lacking = "select count(*) from (select {0} from {1} except all select {0} from {2})"
    counts = [
        both.execute(lacking.format(wanted, *order)).fetchone()
        for order in (sides, reversed(sides))
    ]
    return sum(count[0] for count in counts if count)


def test_the_files_of_the_release_are_whole(published: tuple[Database, Path]) -> None:
    database, exports = published
    release = (exports / "current").resolve()
    assert verify_release(release) == []
    manifest, record = (
        read_json(release / "manifest.json"),
        read_json(exports / "runs" / release.name / "run.json"),
    )
    assert manifest is not None
    assert record is not None
    assert manifest["target"] == "postgres"
    assert record["versions"]["postgresql"].startswith("16.")
    for name, rows in manifest["row_counts"].items():
        assert database.ask(f"select count(*) from support_kpi.{name}") == [(rows,)], name
    (said,) = database.ask("select obj_description('support_kpi'::regnamespace)")
    assert release.name in said[0]
    for name in ("scorecard.html", "support_kpi.xlsx", "handbook.html", "gate.html"):
        assert (release / name).is_file()


def test_sqlalchemy_reflects_the_views_with_their_comments(
    published: tuple[Database, Path], sample_release: Path
) -> None:
    database, _ = published
    engine = create_engine(f"postgresql+psycopg2://postgres@/{database.name}?host={database.host}")
    try:
        marts = MetaData(schema="support_kpi")
        marts.reflect(engine, views=True)
        names = {path.stem for path in (sample_release / "parquet").iterdir()}
        assert {table.name for table in marts.tables.values()} == names
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
        assert (
            "must not be summed"
            in inspect(engine).get_table_comment("kpi_values", schema="support_kpi")["text"]
        )
    finally:
        engine.dispose()


def test_explain_says_that_it_needs_duckdb(published: tuple[Database, Path]) -> None:
    asked = ("explain", "csat", "--period", "2025-11")
    with pytest.MonkeyPatch.context() as patch:
        assert "built with DuckDB only" in error_sentence(run_quietly(*asked))
        # The release is the same, whatever the target of whoever asks.
        patch.delenv("SUPPORT_KPI_TARGET")
        outcome = run_quietly(*asked)
    assert outcome.code == 2
    assert "built with DuckDB only" in error_sentence(outcome)
