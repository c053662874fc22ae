"""Stable views on Spark: repointed at a whole build, left alone by another one."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scripts.artifacts.manifest import PublicTable, read_public_tables
from scripts.base.settings import PROJECT
from tests.python import spark_desk, spark_processes

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
# The same for a client of the server.
CLIENT = """
import json, os, sys
from pyhive import hive
lake, *statements = json.loads(sys.stdin.read())
place = {"host": os.environ["SUPPORT_KPI_SPARK_HOST"], "port": os.environ["SUPPORT_KPI_SPARK_PORT"]}
cursor = hive.connect(**place).cursor()
for statement in statements:
    cursor.execute(statement)
print(json.dumps(cursor.fetchall()))
"""


@dataclass(frozen=True)
class Lake:
    """Where builds lie, and how they are reached."""

    folder: Path
    target: str

    def ask(self, *statements: str) -> list[list[Any]]:
        """What the last statement finds."""
        script = SESSION if self.target == "spark" else CLIENT
        done = subprocess.run(
            [spark_desk.DBT.with_name("python"), "-c", script],
            input=json.dumps([str(self.folder / "lake"), *statements]),
            cwd=self.folder, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        rows: list[list[Any]] = json.loads(done.stdout.splitlines()[-1])
        return rows

    def operate(self, operation: str, build: str, **variables: str) -> tuple[int, str]:
        """Exit code and words of an operation."""
        done = subprocess.run(
            spark_desk.dbt_on_spark(self.folder, "run-operation", operation, target=self.target),
            cwd=PROJECT, env={**os.environ, "SUPPORT_KPI_SPARK_SCHEMA": build, **variables},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout


@pytest.fixture(params=spark_processes.TARGETS)
def lake(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lake]:
    """A catalogue with two whole builds and one without its last table."""
    with pytest.MonkeyPatch.context() as patch, ExitStack() as server:
        for name, value in spark_desk.write_desk(tmp_path).items():
            patch.setenv(name, value)
        patch.delenv("SUPPORT_KPI_SPARK_CATALOGUE")
        patch.setenv("SUPPORT_KPI_SPARK_PUBLISHED", "shown")
        patch.setenv("SUPPORT_KPI_SPARK_SCHEMA", FIRST)
        if request.param == "spark_thrift":
            place = server.enter_context(spark_processes.serving(tmp_path, "local[1]"))
            for name, value in place.items():
                patch.setenv(name, value)
        spark_desk.run_dbt(spark_desk.dbt_on_spark(tmp_path, "parse"))
        tables = read_public_tables(tmp_path / "artifacts")
        made = [*_build(FIRST, tables), *_build(SECOND, tables), *_build(BROKEN, tables[:-1])]
        there = Lake(tmp_path, request.param)
        there.ask(*made, "show schemas")
        yield there


def _build(name: str, tables: list[PublicTable]) -> list[str]:
    """Statements that make the tables of a build, each with the name of the build in it."""
    places = [table.schema.replace(FIRST, name) for table in tables]
    return [f"create schema if not exists {schema}" for schema in sorted(set(places))] + [
        f"create table {schema}.{table.name} using parquet as select '{name}' as build"
        for schema, table in zip(places, tables, strict=True)
    ]


def test_views_show_the_last_whole_build(lake: Lake) -> None:
    code, said = lake.operate("publish_views", FIRST)
    assert (code, f"views of {FIRST}" in said) == (0, True), said
    code, said = lake.operate("publish_views", BROKEN)
    assert (code, f"{BROKEN} is no whole build" in said) == (1, True), said
    code, said = lake.operate("show_published", BROKEN)
    assert (code, f"Published in shown: {FIRST}" in said) == (0, True), said
    assert lake.ask("select build from shown.kpi_values") == [[FIRST]]

    code, said = lake.operate("publish_views", SECOND, SUPPORT_KPI_KEEP_RELEASES="1")
    assert code == 0, said
    assert lake.ask("select build from shown.kpi_values") == [[SECOND]]
    schemas = {name for (name,) in lake.ask("show schemas")}
    assert not [name for name in schemas if name.startswith(FIRST)]
    assert {f"{SECOND}_marts", f"{BROKEN}_marts"} <= schemas
    views = lake.ask("show views in shown")
    assert len(views) == len(read_public_tables(lake.folder / "artifacts"))
