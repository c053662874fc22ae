"""Tables between the server and the DuckDB files of a run, in both directions."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from scripts.artifacts.export import literal, quoted
from scripts.servers.postgres.errors import server_errors
from scripts.servers.postgres.server import columns_of, transaction

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection
    from psycopg2.extensions import cursor as Cursor

LANDING = "landing"
TYPES = {
    "double precision": "double",
    "real": "float",
    "timestamp without time zone": "timestamp",
    "character varying": "varchar",
    "text": "varchar",
}


def fetch_tables(
    server: "Connection", tables: Iterable[tuple[str, str, str]], database: Path
) -> None:
    """Copy tables of the server into a DuckDB file.

    Args:
        server: An open session.
        tables: Schema and name on the server, and the schema in the file.
        database: The DuckDB file; it is made where it is absent.
    """
    path = database.with_name("fetched.csv")
    with duckdb.connect(str(database)) as goal, server_errors("fetching the marts"):
        for schema, name, goal_schema in tables:
            source, copied = quoted(schema, name), quoted(goal_schema, name)
            fields = ", ".join(
                f"{quoted(column)} {TYPES.get(kind, kind)}"
                for column, kind in columns_of(server, source)
            )
            with path.open("wb") as rows, server.cursor() as cursor:
                everything = f"copy (select * from {source}) to stdout (format csv)"  # noqa: S608
                cursor.copy_expert(everything, rows)
            goal.execute(f"create schema if not exists {quoted(goal_schema)}")
            goal.execute(f"create or replace table {copied} ({fields})")
            # As PostgreSQL writes it: an empty text is quoted, NULL is nothing at all.
            goal.execute(
                f"copy {copied} from {literal(path)} (format csv, header false, auto_detect false, "
                "delim ',', quote '\"', escape '\"', nullstr '', allow_quoted_nulls false)"
            )
    path.unlink(missing_ok=True)


def send_table(server: "Connection", rows: Path, schema: str, name: str, scratch: Path) -> None:
    """Replace the rows of a table of the server by those of a Parquet file.

    Args:
        server: An open session.
        rows: The Parquet file, with the table's columns in the table's order.
        schema: Schema of the table.
        name: Its name.
        scratch: A folder for the rows on their way.
    """
    path = scratch / f"{name}.csv"
    with duckdb.connect(":memory:") as source:
        source.execute(
            f"copy (select * from read_parquet({literal(rows)})) to {literal(path)} "  # noqa: S608
            "(format csv, header false)"
        )
    with (
        server_errors(f"writing {name}"),
        transaction(server),
        path.open("rb") as lines,
        server.cursor() as cursor,
    ):
        cursor.execute(f"delete from {quoted(schema, name)}")  # noqa: S608
        cursor.copy_expert(f"copy {quoted(schema, name)} from stdin (format csv)", lines)
    path.unlink()


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
