"""The tables of a source on a server, typed as a loader makes them."""

from contextlib import closing
from pathlib import Path

import duckdb

from scripts.artifacts.export import literal, quoted
from tests.python.postgres.server import BUILDER, Database
from tests.python.sources import EXAMPLES

# As DuckDB guesses the types of a file; nested values are JSON there.
TYPES = {
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "double precision",
    "TIME": "time",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "VARCHAR": "text",
}


def load_example(database: Database, source: str, scratch: Path) -> None:
    """Load the shipped example of a source into a schema that bears its name."""
    database.ask(f"create schema {source}")
    for file in sorted((EXAMPLES / source).iterdir()):
        _load_table(database, source, file, scratch / "rows.csv")
    database.ask(f"grant usage on schema {source} to {BUILDER}")
    database.ask(f"grant select on all tables in schema {source} to {BUILDER}")


def _load_table(database: Database, source: str, file: Path, scratch: Path) -> None:
    name = quoted(source, file.stem)
    with duckdb.connect(":memory:") as reader, closing(database.open()) as session:
        reader.execute("set TimeZone = 'UTC'")
        if file.suffix == ".jsonl":
            table = f"from read_json({literal(file)}, format = 'newline_delimited')"
        else:
            table = f"from read_csv({literal(file)}, header = true, all_varchar = false)"
        columns = reader.execute(f"describe {table}").fetchall()
        fields = ", ".join(
            f"{quoted(column)} {TYPES.get(kind, 'jsonb')}" for column, kind, *_ in columns
        )
        values = ", ".join(
            quoted(column) if kind in TYPES else f"to_json({quoted(column)}) as {quoted(column)}"
            for column, kind, *_ in columns
        )
        reader.execute(
            f"copy (select {values} {table}) to {literal(scratch)} (format csv, header false)"
        )
        with session.cursor() as cursor, scratch.open("rb") as rows:
            cursor.execute(f"create table {name} ({fields})")
            cursor.copy_expert(f"copy {name} from stdin (format csv)", rows)
