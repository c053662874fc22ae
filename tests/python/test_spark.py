"""The project on a local Spark gives the numbers that DuckDB gives."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from scripts.artifacts.export import literal
from scripts.artifacts.manifest import read_public_tables
from tests.python import spark_desk

pytestmark = [pytest.mark.spark, *spark_desk.NEEDS_SPARK]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One delivery, built and tested on both."""
    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor() as beside:
        for name, value in spark_desk.write_desk(folder).items():
            patch.setenv(name, value)
        on_duckdb = beside.submit(spark_desk.build_on_duckdb, folder)
        spark_desk.load_on_spark()
        spark_desk.build_on_spark(folder)
        on_duckdb.result()
        yield folder


def test_every_table_is_equal(desk: Path) -> None:
    found = spark_desk.compare_tables(desk)
    public = {table.name for table in read_public_tables(desk / "artifacts")}
    assert len(public) > 40
    assert public <= found.keys()
    assert {name: rows for name, rows in found.items() if rows} == {}


def test_of_an_hour_that_comes_twice_the_second_is_taken(desk: Path) -> None:
    """And one that never comes is read as if clocks had not been changed yet."""
    files = desk / "lake/warehouse/support_kpi_build_base.db/base_knowledge__kb_articles"
    rows = duckdb.sql(
        "select article_id, strftime(created_at at time zone 'UTC', '%m-%d %H:%M') "
        f"from {literal(files / '*.parquet')} where article_id like 'KB-%' order by all"
    ).fetchall()
    assert rows == [
        ("KB-NEVER", "03-30 01:30"),
        ("KB-PLAIN", "07-01 10:00"),
        ("KB-TWICE", "10-26 01:30"),
    ]
