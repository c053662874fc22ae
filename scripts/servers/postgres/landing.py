"""Raw rows into PostgreSQL, which cannot read the files itself."""

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from scripts.artifacts.export import literal, quoted
from scripts.servers.postgres.errors import server_errors
from scripts.servers.postgres.server import transaction

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection
    from psycopg2.extensions import cursor as Cursor

LANDING = "landing"


def load_landing(server: "Connection", database: Path, folder: Path) -> int:
    """Copy what DuckDB registered of the raw files into the schema `landing` of the server.

    All tables are replaced in one transaction: a failed load leaves the last one as it was.

    Args:
        server: An open session.
        database: DuckDB file whose schema `landing` shows the raw files.
        folder: Where the rows lie for a moment, one table at a time.

    Returns:
        The number of raw rows.
    """
    loaded = 0
    with (
        duckdb.connect(str(database), read_only=True) as source,
        server_errors("loading the raw files"),
    ):
        tables = source.execute(
            "select table_name from information_schema.tables where table_schema = ? order by all",
            [LANDING],
        ).fetchall()
        with transaction(server), server.cursor() as cursor:
            cursor.execute("set local lock_timeout = '60s'")
            cursor.execute(f"create schema if not exists {LANDING}")
            for (table,) in tables:
                loaded += _load(cursor, source, table, folder / f"{table}.csv")
    return loaded


def _load(cursor: "Cursor", source: duckdb.DuckDBPyConnection, table: str, path: Path) -> int:
    """Replace one table; returns its number of rows where they are raw ones."""
    name = quoted(LANDING, table)
    types = {
        column[0]: "text" if column[1] == "VARCHAR" else column[1].lower()
        for column in source.execute(f"describe {name}").fetchall()
    }
    # PostgreSQL has no text with a zero byte in it.
    values = ", ".join(
        f"replace({quoted(column)}, chr(0), '') as {quoted(column)}"
        if kind == "text"
        else quoted(column)
        for column, kind in types.items()
    )
    source.execute(
        f"copy (select {values} from {name}) to {literal(path)} (format csv, header false)"  # noqa: S608
    )
    fields = ", ".join(f"{quoted(column)} {kind}" for column, kind in types.items())
    cursor.execute(f"drop table if exists {name} cascade")
    cursor.execute(f"create table {name} ({fields})")
    with path.open("rb") as rows:
        cursor.copy_expert(f"copy {name} from stdin (format csv)", rows)
    loaded = cursor.rowcount
    path.unlink()
    cursor.execute(f"analyze {name}")
    return loaded if "raw_file_modified_at" in types else 0
