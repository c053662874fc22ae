"""A small desk, built on Spark and on DuckDB."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from benchmarks.compare import OWN_SQL, different_rows
from scripts.artifacts.export import literal, quoted
from scripts.base.settings import PROJECT
from scripts.sample import write_sample

DBT = PROJECT / ".venv-spark" / "bin" / "dbt"
BUILD = ("build", "--exclude-resource-type", "unit_test")
DATABASE = "support_kpi_build.duckdb"
NEEDS_SPARK = [
    pytest.mark.skipif(not DBT.is_file(), reason="needs dbt-spark: make .venv-spark/ready.stamp"),
    pytest.mark.skipif(shutil.which("java") is None, reason="needs a JDK 17 on the PATH"),
]
# Raw timestamps and reports in two zones that change their clocks.
# The sample's targets and interventions, which lie in the months of the desk.
VARIABLES = json.dumps(
    {
        "source_timezone": "Europe/Berlin",
        "report_timezone": "Europe/Bucharest",
        "target_set": "sample",
    }
)
# Wall-clock times in Berlin: the hour that comes twice, the one that never comes, and a plain one.
ODD_HOURS = {
    "KB-TWICE": "2025-10-26 02:30:00",
    "KB-NEVER": "2025-03-30 02:30:00",
    "KB-PLAIN": "2025-07-01 12:00:00",
}
# Compiling a query for the machine costs far more than a few hundred rows do, and so does cutting
# them into parts and squeezing their files.
SMALL_DATA = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.default.parallelism": "1",
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.parquet.compression.codec": "uncompressed",
    "spark.shuffle.compress": "false",
    "spark.broadcast.compress": "false",
    "spark.locality.wait": "0",
    "spark.ui.showConsoleProgress": "false",
    # As in the profile, for a session that is there before dbt's.
    "spark.driver.memory": "4g",
}
# Between staging and marts some sums that nobody publishes cancel to noise.
LAYERS = ("reference", "sources", "base", "staging", "marts")
# Only where base models are incremental.
OF_INCREMENTAL = "raw_file_version"


def write_desk(folder: Path) -> dict[str, str]:
    """Write raw files and the settings of Spark; returns the environment of a build there."""
    write_sample(folder / "raw", tickets=150, seed=7, months=8, file_format="csv", dirt=True)
    with (folder / "raw" / "kb_articles.csv").open("a", encoding="utf-8") as articles:
        articles.writelines(f"{key},{at},A06,,TP01\n" for key, at in ODD_HOURS.items())
    return {"SUPPORT_KPI_RAW_PATH": str(folder / "raw")} | write_settings(folder)


def write_settings(folder: Path) -> dict[str, str]:
    """Write the settings of Spark for little data; returns the environment of a build there."""
    configuration = folder / "conf"
    configuration.mkdir()
    (configuration / "spark-defaults.conf").write_text(
        "".join(f"{name} {value}\n" for name, value in SMALL_DATA.items()), encoding="utf-8"
    )
    return {
        "SUPPORT_KPI_EXPORT_PATH": str(folder / "exports"),
        "SUPPORT_KPI_SPARK_PATH": str(folder / "lake"),
        "SUPPORT_KPI_SPARK_MASTER": "local[2]",
        "SUPPORT_KPI_SPARK_PARTITIONS": "1",
        # Nobody asks for the tables by name once the build has ended.
        "SUPPORT_KPI_SPARK_CATALOGUE": "in-memory",
        "SPARK_CONF_DIR": str(configuration),
        "JAVA_TOOL_OPTIONS": (
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=160m"
        ),
    }


def with_sources_on_spark(sources: Sequence[str], *command: str) -> None:
    """A command that reads sources in Spark's catalogue, and ends well."""
    names = ",".join(sources)
    done = subprocess.run(
        [DBT.with_name("python"), "-m", "tests.python.spark_catalogue", names, *command],
        cwd=PROJECT, capture_output=True, text=True, check=False,
        env=os.environ | {"SUPPORT_KPI_SOURCES": names, "SUPPORT_KPI_TARGET": "spark"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def warehouse_on_spark(command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One command of the project with the packages of Spark."""
    return subprocess.run(
        [DBT.with_name("python"), "scripts/warehouse.py", command, "--target", "spark", *arguments],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def load_on_spark() -> None:
    """Check the raw files and write them as Parquet."""
    loaded = warehouse_on_spark("load", "--vars", VARIABLES)
    assert loaded.returncode == 0, loaded.stderr


def dbt_on_spark(folder: Path, *command: str, target: str = "spark") -> list[str]:
    """The command line of dbt-spark."""
    places = ("--target-path", str(folder / "artifacts"), "--log-path", str(folder / "artifacts"))
    return [str(DBT), *command, "--target", target, "--vars", VARIABLES, *places]


def run_dbt(command: Sequence[str], **settings: str) -> None:
    """Run dbt; what it printed is the message of a failure."""
    done = subprocess.run(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False, env=os.environ | settings,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]


def build_on_duckdb(folder: Path, *command: str) -> None:
    """Build the desk, or what a command says, with DuckDB, whose own tests have run elsewhere."""
    places = ("--target-path", str(folder / "duckdb"), "--log-path", str(folder / "duckdb"))
    command = command or ("--quiet", *BUILD, "--exclude-resource-type", "test")
    dbt = str(Path(sys.executable).with_name("dbt"))
    database = str(folder / DATABASE)
    run_dbt([dbt, *command, "--vars", VARIABLES, *places], SUPPORT_KPI_DUCKDB_PATH=database)


def compare_tables(folder: Path, layers: Sequence[str] = LAYERS) -> dict[str, int]:
    """Every table and view of the DuckDB build, by name: rows that it and Spark do not share."""
    found = {}
    with duckdb.connect(":memory:") as both:
        both.execute("set TimeZone = 'UTC'")
        both.execute(f"attach {literal(folder / DATABASE)} as a (read_only)")
        tables = both.execute(
            "select table_schema, table_name from information_schema.tables "
            "where table_catalog = 'a' and list_contains(?, table_schema)",
            [list(layers)],
        ).fetchall()
        for schema, name in tables:
            _read_parquet(both, schema, name, folder / "lake" / "warehouse")
            sides = [("a", schema, name), ("memory", schema, name)]
            described = both.execute(f"describe {quoted('a', schema, name)}").fetchall()
            shared = [column[0] for column in described if column[0] != OF_INCREMENTAL]
            found[name] = different_rows(both, *sides, OWN_SQL.get(name, shared))
    return found


def _read_parquet(both: duckdb.DuckDBPyConnection, schema: str, name: str, lake: Path) -> None:
    """A table of Spark's under the name of DuckDB's, with the same types."""
    goal, model = quoted(schema, name), quoted("a", schema, name)
    both.execute(f"create schema if not exists {quoted(schema)}")
    both.execute(f"create table {goal} as from {model} limit 0")
    files = table_folder(lake, schema, name)
    if list(files.glob("*.parquet")):
        both.execute(f"insert into {goal} by name from {literal(files / '*.parquet')}")


def table_folder(lake: Path, schema: str, name: str) -> Path:
    """Where the files of a table of the one build lie."""
    (folder,) = lake.glob(f"support_kpi_build*_{schema}.db/{name}")
    return folder
