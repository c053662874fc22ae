"""The project on a local Spark gives the numbers that DuckDB gives."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from benchmarks.compare import different_rows
from scripts.artifacts.export import RELEASE_DATABASE, literal
from scripts.artifacts.manifest import read_public_tables
from scripts.base.errors import ExitCode
from scripts.base.settings import PROJECT
from scripts.base.workspace import BUILD_DATABASE
from tests.python import spark_desk
from tests.python.sources import EXAMPLES

pytestmark = [pytest.mark.spark, *spark_desk.NEEDS_SPARK]

MODELS = PROJECT / "models/sources"
# Tables of their own; the others have nested ones.
SOURCE = "zendesk_fivetran"
SOURCES = (SOURCE, "intercom_fivetran", "freshdesk_api")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One delivery, of files and of a source: a whole run on Spark, and a build on DuckDB."""
    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor() as beside:
        for name, value in spark_desk.write_desk(folder).items():
            patch.setenv(name, value)
        _read_from_files(patch, SOURCE)
        on_duckdb = beside.submit(spark_desk.build_on_duckdb, folder)
        spark_desk.with_sources_on_spark([SOURCE], "run", "--vars", spark_desk.VARIABLES)
        on_duckdb.result()
        patch.delenv("SUPPORT_KPI_SOURCES")
        yield folder


def _read_from_files(patch: pytest.MonkeyPatch, *sources: str) -> None:
    """Settings of sources whose tables lie in files where there is no catalogue."""
    patch.setenv("SUPPORT_KPI_SOURCES", ",".join(sources))
    for source in sources:
        patch.setenv(f"SUPPORT_KPI_{source.upper()}_PATH", str(EXAMPLES / source))


@pytest.mark.soak
def test_rows_of_sources_in_the_catalogue_are_those_of_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in spark_desk.write_settings(tmp_path).items():
        monkeypatch.setenv(name, value)
    spark_desk.with_sources_on_spark(SOURCES, "check")
    _read_from_files(monkeypatch, *SOURCES)
    selected = ("--select", "+path:models/sources", "--resource-type", "model")
    spark_desk.build_on_duckdb(tmp_path, "--quiet", "build", *selected, "--resource-type", "seed")
    database = tmp_path / "exports/check/kept/private" / BUILD_DATABASE
    with duckdb.connect(":memory:") as both:
        both.execute(f"attach {literal(database)} as spark (read_only)")
        both.execute(f"attach {literal(tmp_path / spark_desk.DATABASE)} as files (read_only)")
        tables = both.execute(
            "select table_name, estimated_size from duckdb_tables() "
            "where database_name = 'files' and schema_name = 'sources'"
        ).fetchall()
        models = [path for name in SOURCES for path in (MODELS / name).glob("*.sql")]
        assert len(tables) == len(models)
        assert min(rows for _, rows in tables) > 0
        found = {
            name: different_rows(both, *((side, "sources", name) for side in ("spark", "files")))
            for name, _ in tables
        }
    assert found == dict.fromkeys(found, 0)


def test_every_table_is_equal(desk: Path) -> None:
    found = spark_desk.compare_tables(desk)
    public = {table.name for table in read_public_tables(desk / "duckdb")}
    assert len(public) > 40
    assert public <= found.keys()
    assert {path.stem for path in (MODELS / SOURCE).glob("*.sql")} <= found.keys()
    assert {name: rows for name, rows in found.items() if rows} == {}


def test_a_run_ends_with_a_release(desk: Path) -> None:
    """Numbers and reports are in its files; facts stay on Spark."""
    release = desk / "exports/current"
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["target"] == "spark"
    assert "pyspark" in manifest["versions"]
    public = {table.name for table in read_public_tables(desk / "duckdb")}
    facts = {name for name in public if name.startswith("fct_")}
    assert facts
    assert manifest["row_counts"].keys() == public - facts
    page = (release / "scorecard.html").read_text(encoding="utf-8")
    assert 'id="en-backlog"' in page
    assert 'id="en-open"' not in page
    with duckdb.connect(":memory:") as both:
        both.execute(f"attach {literal(desk / spark_desk.DATABASE)} as built (read_only)")
        both.execute(f"attach {literal(release / RELEASE_DATABASE)} as release (read_only)")
        for name in ("kpi_values", "kpi_scorecard", "dim_kpis"):
            built, released = (
                both.execute(f"describe {place}.marts.{name}").fetchall()
                for place in ("built", "release")
            )
            assert [column[:2] for column in released] == [column[:2] for column in built]


def test_a_wrong_delivery_is_refused(desk: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(desk / "raw", raw)
    calls = raw / "calls.csv"
    calls.write_text(calls.read_text(encoding="utf-8").replace("call_id", "number", 1))
    before = (desk / "exports/current").resolve()
    refused = spark_desk.warehouse_on_spark("run", "--raw-path", str(raw))
    assert refused.returncode == ExitCode.INPUTS_REFUSED, refused.stderr
    assert "call_id" in refused.stderr
    assert (desk / "exports/current").resolve() == before


def test_of_an_hour_that_comes_twice_the_second_is_taken(desk: Path) -> None:
    """And one that never comes is read as if clocks had not been changed yet."""
    files = spark_desk.table_folder(desk / "lake/warehouse", "base", "base_knowledge__kb_articles")
    rows = duckdb.sql(
        "select article_id, strftime(created_at at time zone 'UTC', '%m-%d %H:%M') "
        f"from {literal(files / '*.parquet')} where article_id like 'KB-%' order by all"
    ).fetchall()
    assert rows == [
        ("KB-NEVER", "03-30 01:30"),
        ("KB-PLAIN", "07-01 10:00"),
        ("KB-TWICE", "10-26 01:30"),
    ]
