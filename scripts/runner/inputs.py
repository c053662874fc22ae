"""What became of the raw rows: read, kept, repeated, quarantined, and columns nobody knows."""

from dataclasses import dataclass, field
from typing import Any

import duckdb

from scripts.runner.export import open_build, quoted
from scripts.runner.workspace import RunFolder

ROW_COUNTS = ("staging", "raw_row_counts")
UNKNOWN_COLUMNS = ("landing", "unknown_columns")


@dataclass(frozen=True)
class InputSummary:
    """Counts per raw table, and columns that the contract does not know."""

    row_counts: list[dict[str, Any]] = field(default_factory=list)
    unknown_columns: list[dict[str, Any]] = field(default_factory=list)


def summarise_inputs(folder: RunFolder) -> InputSummary:
    """Read both lists from a finished build."""
    with open_build(folder.database, {}) as connection:
        build = folder.database.stem
        return InputSummary(
            row_counts=_rows(connection, build, *ROW_COUNTS),
            unknown_columns=_rows(connection, build, *UNKNOWN_COLUMNS),
        )


def _rows(
    connection: duckdb.DuckDBPyConnection, database: str, schema: str, table: str
) -> list[dict[str, Any]]:
    found = connection.execute(
        "select count(*) from duckdb_columns() "
        "where database_name = ? and schema_name = ? and table_name = ?",
        [database, schema, table],
    ).fetchone()
    if not found or not found[0]:
        return []
    relation = quoted(database, schema, table)
    result = connection.execute(f"select * from {relation} order by all")  # noqa: S608
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
