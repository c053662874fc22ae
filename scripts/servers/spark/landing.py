"""Raw rows as Parquet for Spark, which reads their files by position and not by name."""

import os
import shutil
from pathlib import Path

import duckdb

from scripts.artifacts.export import literal, quoted

LANDING = "landing"


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
