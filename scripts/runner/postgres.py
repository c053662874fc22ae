"""Raw rows into PostgreSQL, which cannot read the files itself."""

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from scripts.runner.errors import ConfigurationError
from scripts.runner.export import literal, quoted

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

LANDING = "landing"


def connect() -> "Connection":
    """Open a connection as `profiles/profiles.yml` does, from the same environment variables.

    The password comes from PGPASSWORD or ~/.pgpass, where the driver looks for it.

    Raises:
        ConfigurationError: The driver is not installed or the server does not answer.
    """
    try:
        import psycopg2
    except ImportError as error:
        raise ConfigurationError(
            "PostgreSQL needs the packages of requirements-dev.txt: install them, or use DuckDB."
        ) from error
    given = os.environ.get
    try:
        return psycopg2.connect(
            host=given("SUPPORT_KPI_POSTGRES_HOST", "localhost"),
            port=given("SUPPORT_KPI_POSTGRES_PORT", "5432"),
            user=given("SUPPORT_KPI_POSTGRES_USER", "support_kpi"),
            dbname=given("SUPPORT_KPI_POSTGRES_DATABASE", "support_kpi"),
        )
    except psycopg2.OperationalError as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise ConfigurationError(
            f"PostgreSQL cannot be reached ({reason}): check the SUPPORT_KPI_POSTGRES_ variables."
        ) from error


def load_landing(database: Path, folder: Path) -> int:
    """Copy what DuckDB registered of the raw files into the schema `landing` of the server.

    All tables are replaced in one transaction: a failed load leaves the last one as it was.

    Args:
        database: DuckDB file whose schema `landing` shows the raw files.
        folder: Where the rows lie for a moment, one table at a time.

    Returns:
        The number of raw rows.
    """
    loaded = 0
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
                if "raw_file_modified_at" in types:
                    loaded += cursor.rowcount
                path.unlink()
                cursor.execute(f"analyze {name}")
    return loaded


def _landing_type(duckdb_type: str) -> str:
    return {"VARCHAR": "text"}.get(duckdb_type, duckdb_type.lower())
