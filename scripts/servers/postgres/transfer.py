"""Tables between the server and the DuckDB files of a run, in both directions."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from scripts.artifacts.export import literal, quoted
from scripts.servers.postgres.errors import server_errors
from scripts.servers.postgres.server import ask, transaction

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

TYPES = {
    "double precision": "double",
    "real": "float",
    "timestamp without time zone": "timestamp",
    "character varying": "varchar",
    "text": "varchar",
}
COLUMNS = """
    select attname, format_type(atttypid, atttypmod)
    from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped
    order by attnum
"""


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
                for column, kind in ask(server, COLUMNS, source)
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
