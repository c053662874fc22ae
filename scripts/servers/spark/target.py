"""What a run does on Spark besides dbt: every statement there is an operation of the project's."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

import duckdb

from scripts.artifacts.export import literal, quoted
from scripts.artifacts.inputs import ROW_COUNTS
from scripts.artifacts.manifest import RESTATEMENTS, PublicTable, read_public_tables
from scripts.base.errors import ConfigurationError
from scripts.base.lock import whole_run_lock
from scripts.base.settings import Settings
from scripts.base.workspace import RunFolder

# With a run's id and a layer behind it, it must fit into the 128 characters of a name in Hive.
LONGEST_NAME = 64
LANDING = "landing"
TAKEN = frozenset({LANDING, "default", "information_schema"})


class Operate(Protocol):
    """Runs one operation of the project's on the target."""

    def __call__(self, name: str, arguments: Mapping[str, Any]) -> None:
        """Run it; raises RunnerError where it fails."""


class SparkTarget:
    """Spark during one run, which holds the lock of its folder."""

    def __init__(self, settings: Settings, operate: Operate) -> None:
        """Take over the settings; `hold_target` makes one."""
        self._project = settings.project
        self._folder = spark_folder(settings.project)
        self._operate = operate

    @property
    def versions(self) -> dict[str, str]:
        """Version of PySpark."""
        return {"pyspark": version("pyspark")}

    def prepare(self) -> None:
        """Nothing: each run has its own schemas."""

    def load(self, folder: RunFolder) -> int:
        """Write the raw rows that DuckDB has registered as Parquet; returns their number."""
        return write_landing(folder.database, self._project)

    def fetches(self, table: PublicTable) -> bool:
        """Facts may be larger than this machine: they stay, and have their views there."""
        return not table.is_fact

    def fetch(self, folder: RunFolder) -> None:
        """Copy numbers, reports and dimensions, and the counts of raw rows, into the run's file."""
        wanted = [table for table in read_public_tables(folder.artifacts) if self.fetches(table)]
        tables = [(table.schema, table.name, table.schema) for table in wanted]
        schema, name = ROW_COUNTS
        tables.append((f"{_schema(folder.run_id)}_{schema}", name, schema))
        self.fetch_tables(folder, tables)

    def fetch_tables(self, folder: RunFolder, tables: list[tuple[str, str, str]]) -> None:
        """Let Spark write tables as Parquet, and read them into the run's DuckDB file."""
        fetched = self._folder / f"fetched_{folder.run_id}"
        places = [
            {"schema": schema, "name": name, "files": str(fetched / schema / name)}
            for schema, name, _ in tables
        ]
        self._operate("spark_write_tables", {"places": places})
        with duckdb.connect(str(folder.database)) as goal:
            goal.execute("set TimeZone = 'UTC'")
            for place, (_, name, goal_schema) in zip(places, tables, strict=True):
                goal.execute(f"create schema if not exists {quoted(goal_schema)}")
                rows = f"read_parquet({literal(place['files'] + '/*.parquet')})"
                copied = quoted(goal_schema, name)
                goal.execute(f"create or replace table {copied} as from {rows}")
        shutil.rmtree(fetched)

    def publish(
        self, folder: RunFolder, tables: list[PublicTable], release: Path, manifest: dict[str, Any]
    ) -> None:
        """Show readers the build whose files are written, and drop the oldest ones."""
        for table in tables:
            if table.name == RESTATEMENTS:
                sent = self._folder / f"sent_{folder.run_id}"
                sent.mkdir()
                shutil.copy(release / "parquet" / f"{table.name}.parquet", sent)
                place = {"schema": table.schema, "name": table.name, "files": str(sent)}
                self._operate("spark_replace_rows", place)
                shutil.rmtree(sent)
        self._operate("publish_views", {})

    def remove_old(self) -> None:
        """Nothing: `publish_views` has dropped the builds beyond those that are kept."""

    def first_broken_rule(self, sql: str) -> str | None:
        """None: the failure is known, and its rows can be asked for on Spark."""
        del sql


def spark_folder(project: Path) -> Path:
    """Where the target `spark` of `profiles/profiles.yml` keeps its files."""
    return (project / os.environ.get("SUPPORT_KPI_SPARK_PATH", ".spark")).resolve()


def write_landing(database: Path, project: Path) -> int:
    """Write what DuckDB registered of the raw files, one folder of Parquet per raw table.

    All tables are written before the last load is replaced: a failed load leaves it as it was.

    Args:
        database: DuckDB file whose schema `landing` shows the raw files.
        project: Folder that a relative SUPPORT_KPI_SPARK_PATH starts from.

    Returns:
        The number of raw rows.
    """
    goal = spark_folder(project) / LANDING
    fresh = goal.with_name(f"{LANDING}.partial")
    shutil.rmtree(fresh, ignore_errors=True)
    loaded = 0
    with duckdb.connect(str(database), read_only=True) as source:
        tables = source.execute(
            "select table_name, table_type = 'VIEW' from information_schema.tables "
            "where table_schema = ? and (table_type = 'VIEW' or table_name = 'raw_files') "
            "order by all",
            [LANDING],
        ).fetchall()
        for table, is_raw in tables:
            folder = fresh / table
            folder.mkdir(parents=True)
            written = source.execute(
                f"copy (from {quoted(LANDING, table)}) "
                f"to {literal(folder / 'rows.parquet')} (format parquet)"
            ).fetchone()
            loaded += written[0] if written and is_raw else 0
    shutil.rmtree(goal, ignore_errors=True)
    fresh.rename(goal)
    return loaded


def spark_places(project: Path, run_id: str) -> dict[str, str | None]:
    """Variables of the environment for dbt within a run: its folder, and its own schemas.

    Raises:
        ConfigurationError: SUPPORT_KPI_SPARK_SCHEMA is no name.
    """
    return {
        "SUPPORT_KPI_SPARK_PATH": str(spark_folder(project)),
        "SUPPORT_KPI_SPARK_SCHEMA": _schema(run_id),
    }


@contextmanager
def hold_target(settings: Settings, operate: Operate) -> Iterator[SparkTarget]:
    """Hold the folder of Spark for one run.

    Raises:
        ConfigurationError: A name does not suit, or the packages are absent.
        RunInProgressError: Another run is there.
    """
    try:
        version("dbt-spark")
    except PackageNotFoundError as error:
        raise ConfigurationError(
            "Spark's packages are in an environment of their own: make .venv-spark/ready.stamp, "
            "then give the command to .venv-spark/bin/python scripts/warehouse.py."
        ) from error
    build = _build_name()
    published = _name("SUPPORT_KPI_SPARK_PUBLISHED", "support_kpi")
    if published == build or published.startswith(f"{build}_"):
        raise ConfigurationError(
            f"SUPPORT_KPI_SPARK_PUBLISHED is {published!r}, a name of the builds: "
            "give another one than SUPPORT_KPI_SPARK_SCHEMA and its layers have."
        )
    with whole_run_lock(spark_folder(settings.project), "SUPPORT_KPI_SPARK_PATH"):
        yield SparkTarget(settings, operate)


def _schema(run_id: str) -> str:
    return f"{_build_name()}_{run_id.lower()}"


def _build_name() -> str:
    return _name("SUPPORT_KPI_SPARK_SCHEMA", "support_kpi_build")


def _name(variable: str, default: str) -> str:
    given = os.environ.get(variable) or default
    if not re.fullmatch(r"[a-z][a-z0-9_]*", given) or len(given) > LONGEST_NAME or given in TAKEN:
        raise ConfigurationError(
            f"{variable} is {given!r}: give a name of lower-case letters, digits and underscores, "
            f"at most {LONGEST_NAME} characters, and none of {', '.join(sorted(TAKEN))}."
        )
    return given
