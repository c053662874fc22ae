"""Stable views on Spark: repointed at a whole build, left alone by another one."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.runner.manifest import PublicTable, read_public_tables
from scripts.runner.settings import PROJECT
from tests.python import spark_desk

pytestmark = [pytest.mark.soak, *spark_desk.NEEDS_SPARK]

FIRST, SECOND, BROKEN = (f"builds_2026013{day}t060000z" for day in (0, 1, 2))
# Statements for a session on the same catalogue, which prints what the last one finds.
SESSION = """
import json, sys
from pyspark.sql import SparkSession
lake, *statements = json.loads(sys.stdin.read())
spark = SparkSession.builder.enableHiveSupport() \\
    .config("spark.master", "local[1]").config("spark.ui.enabled", "false") \\
    .config("spark.sql.warehouse.dir", lake + "/warehouse") \\
    .config("spark.hadoop.javax.jdo.option.ConnectionURL",
            "jdbc:derby:;databaseName=" + lake + "/metastore;create=true").getOrCreate()
for statement in statements:
    rows = spark.sql(statement).collect()
print(json.dumps([list(row) for row in rows]))
"""


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[Path]:
    """A catalogue with two whole builds and one without its last table."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in spark_desk.write_desk(tmp_path).items():
            patch.setenv(name, value)
        patch.delenv("SUPPORT_KPI_SPARK_CATALOGUE")
        patch.setenv("SUPPORT_KPI_SPARK_PUBLISHED", "shown")
        patch.setenv("SUPPORT_KPI_SPARK_SCHEMA", FIRST)
        spark_desk.run_dbt(spark_desk.dbt_on_spark(tmp_path, "parse"))
        tables = read_public_tables(tmp_path / "artifacts")
        made = [*_build(FIRST, tables), *_build(SECOND, tables), *_build(BROKEN, tables[:-1])]
        _ask(tmp_path, *made, "show schemas")
        yield tmp_path


def _build(name: str, tables: list[PublicTable]) -> list[str]:
    """Statements that make the tables of a build, each with the name of the build in it."""
    places = [table.schema.replace(FIRST, name) for table in tables]
    return [f"create schema if not exists {schema}" for schema in sorted(set(places))] + [
        f"create table {schema}.{table.name} using parquet as select '{name}' as build"
        for schema, table in zip(places, tables, strict=True)
    ]


def _ask(lake: Path, *statements: str) -> list[list[Any]]:
    done = subprocess.run(
        [spark_desk.DBT.with_name("python"), "-c", SESSION],
        input=json.dumps([str(lake / "lake"), *statements]),
        cwd=lake, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    rows: list[list[Any]] = json.loads(done.stdout.splitlines()[-1])
    return rows


def _operate(lake: Path, operation: str, build: str, **variables: str) -> tuple[int, str]:
    done = subprocess.run(
        spark_desk.dbt_on_spark(lake, "run-operation", operation),
        cwd=PROJECT, env={**os.environ, "SUPPORT_KPI_SPARK_SCHEMA": build, **variables},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_views_show_the_last_whole_build(lake: Path) -> None:
    code, said = _operate(lake, "publish_views", FIRST)
    assert (code, f"views of {FIRST}" in said) == (0, True), said
    code, said = _operate(lake, "publish_views", BROKEN)
    assert (code, f"{BROKEN} is no whole build" in said) == (1, True), said
    code, said = _operate(lake, "show_published", BROKEN)
    assert (code, f"Published in shown: {FIRST}" in said) == (0, True), said
    assert _ask(lake, "select build from shown.kpi_values") == [[FIRST]]

    code, said = _operate(lake, "publish_views", SECOND, SUPPORT_KPI_KEEP_RELEASES="1")
    assert code == 0, said
    assert _ask(lake, "select build from shown.kpi_values") == [[SECOND]]
    schemas = {name for (name,) in _ask(lake, "show schemas")}
    assert not [name for name in schemas if name.startswith(FIRST)]
    assert {f"{SECOND}_marts", f"{BROKEN}_marts"} <= schemas
    views = _ask(lake, "show views in shown")
    assert len(views) == len(read_public_tables(lake / "artifacts"))
