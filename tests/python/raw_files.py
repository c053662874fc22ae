"""Raw Parquet files as a database to ask questions of."""

from pathlib import Path

import duckdb

from scripts.sample.simulate import TABLES


def parquet(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database with one view per raw table."""
    connection = duckdb.connect()
    for table in TABLES:
        files = (folder / table / "*.parquet").as_posix()
        connection.execute(f"create view {table} as from read_parquet('{files}')")  # noqa: S608
    return connection


def count(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    """The one number that a query returns."""
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]
