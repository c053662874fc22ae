"""Raw rows into PostgreSQL, and public tables out of it."""

import os
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from scripts.runner.errors import ConfigurationError
from scripts.runner.export import literal, quoted
from scripts.runner.manifest import PublicTable

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

LANDING = "landing"


def connect() -> "Connection":
    """Open a connection as `profiles/profiles.yml` does, from the same environment variables.

    Raises:
        ConfigurationError: The driver is not installed or the server does not answer.
    """
    try:
        import psycopg2
    except ImportError as error:
        raise ConfigurationError(
            "The target 'postgres' needs the package dbt-postgres: install requirements-dev.txt."
        ) from error
    given = os.environ.get
    try:
        return psycopg2.connect(
            host=given("SUPPORT_KPI_POSTGRES_HOST", "localhost"),
            port=given("SUPPORT_KPI_POSTGRES_PORT", "5432"),
            user=given("SUPPORT_KPI_POSTGRES_USER", "support_kpi"),
            password=given("SUPPORT_KPI_POSTGRES_PASSWORD", ""),
            dbname=given("SUPPORT_KPI_POSTGRES_DATABASE", "support_kpi"),
        )
    except psycopg2.OperationalError as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise ConfigurationError(
            f"PostgreSQL cannot be reached ({reason}): check the SUPPORT_KPI_POSTGRES_ variables."
        ) from error


def load_landing(database: Path, folder: Path) -> None:
    """Copy what DuckDB registered of the raw files into the schema `landing` of the server.

    All tables are replaced in one transaction: a failed load leaves the last one as it was.

    Args:
        database: DuckDB file whose schema `landing` shows the raw files.
        folder: Where the rows lie for a moment, one table at a time.
    """
    with duckdb.connect(str(database), read_only=True) as source, closing(connect()) as server:
        tables = source.execute(
            "select table_name from information_schema.tables where table_schema = ? order by all",
            [LANDING],
        ).fetchall()
        with server, server.cursor() as cursor:
            cursor.execute(f"create schema if not exists {LANDING}")
            for (table,) in tables:
                path = folder / f"{table}.csv"
                name = quoted(LANDING, table)
                columns = source.execute(f"describe {name}").fetchall()
                types = {column[0]: _landing_type(column[1]) for column in columns}
                # PostgreSQL has no text with a zero byte in it.
                values = ", ".join(
                    f"replace({quoted(column)}, chr(0), '') as {quoted(column)}"
                    if kind == "text"
                    else quoted(column)
                    for column, kind in types.items()
                )
                source.execute(
                    f"copy (select {values} from {name}) to {literal(path)} "  # noqa: S608
                    "(format csv, header false)"
                )
                fields = ", ".join(f"{quoted(column)} {kind}" for column, kind in types.items())
                cursor.execute(f"drop table if exists {name} cascade")
                cursor.execute(f"create table {name} ({fields})")
                with path.open("rb") as rows:
                    cursor.copy_expert(f"copy {name} from stdin (format csv)", rows)
                path.unlink()
                cursor.execute(f"analyze {name}")


def fetch_public_tables(tables: Iterable[PublicTable], database: Path, folder: Path) -> None:
    """Copy the public tables of a build into a DuckDB file, from which releases are written."""
    with duckdb.connect(str(database)) as goal, closing(connect()) as server:
        cursor = server.cursor()
        for table in tables:
            path = folder / f"{table.name}.csv"
            source = quoted(table.schema, table.name)
            cursor.execute(f"select * from {source} limit 0")  # noqa: S608
            fields = ", ".join(
                f"{quoted(column.name)} {_duckdb_type(cursor, column.type_code)}"
                for column in cursor.description
            )
            with path.open("wb") as rows:
                cursor.copy_expert(f"copy {source} to stdout (format csv)", rows)
            goal.execute(f"create schema if not exists {quoted(table.schema)}")
            goal.execute(f"create table {source} ({fields})")
            goal.execute(
                f"copy {source} from {literal(path)} "
                "(format csv, header false, auto_detect false, delim ',', quote '\"', "
                "escape '\"', nullstr '')"
            )
            path.unlink()


def _landing_type(duckdb_type: str) -> str:
    return {"VARCHAR": "text"}.get(duckdb_type, duckdb_type.lower())


def _duckdb_type(cursor: object, type_code: int) -> str:
    names = {
        16: "boolean",
        20: "bigint",
        21: "smallint",
        23: "integer",
        701: "double",
        1082: "date",
        1114: "timestamp",
        1700: "double",
    }
    return names.get(type_code, "varchar")
