"""What became of the raw rows: read, kept, repeated, quarantined; unknown columns and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from scripts.artifacts.export import open_build, quoted
from scripts.artifacts.rows import Row, rows_of, value_of
from scripts.base.personal import shown_name
from scripts.base.workspace import RunFolder

ROW_COUNTS = ("staging", "raw_row_counts")
UNKNOWN_COLUMNS = ("landing", "unknown_columns")
RAW_FILES = ("landing", "raw_files")
FINDINGS = ("marts", "data_trust")
# What is delivered for a rule that several tables can carry.
RULE_TABLES = {"deadlines": "sla_policies"}


@dataclass(frozen=True)
class InputSummary:
    """Counts per raw table, what was delivered in vain, and rules of seeds in vain: of a record."""

    raw_row_counts: list[Row]
    unknown_columns: list[Row]
    unread_files: list[str]
    unused_rules: list[str]


def summarise_inputs(folder: RunFolder, raw_files: list[Row]) -> InputSummary:
    """Read the lists from a finished build.

    Args:
        folder: The build.
        raw_files: All files of the raw folder, as `describe_raw_files` found them.
    """
    with open_build(folder.database, {}) as connection:
        build = folder.database.stem
        return InputSummary(
            raw_row_counts=_rows(connection, build, *ROW_COUNTS),
            unknown_columns=[
                {key: shown_name(name) for key, name in row.items()}
                for row in _rows(connection, build, *UNKNOWN_COLUMNS)
            ],
            unread_files=_unread(raw_files, _rows(connection, build, *RAW_FILES)),
            unused_rules=[
                f"{row['subject']}: {row['detail']}"
                for row in _rows(connection, build, *FINDINGS)
                if row["finding"] == "rules_unused"
            ],
        )


def _unread(raw_files: list[Row], read: list[Row]) -> list[str]:
    """Files that belong to no raw table; hidden ones and markers such as _SUCCESS are meant to."""
    known = {file["raw_file"] for file in read}
    paths = [file["path"] for file in raw_files]
    hidden = {path for path in paths if any(part[0] in "._" for part in path.split("/"))}
    return [shown_name(path) for path in paths if known and path not in known | hidden]


def _rows(
    connection: duckdb.DuckDBPyConnection, database: str, schema: str, table: str
) -> list[Row]:
    columns = connection.execute(
        "select count(*) from duckdb_columns() "
        "where database_name = ? and schema_name = ? and table_name = ?",
        [database, schema, table],
    )
    if not value_of(columns):
        return []
    relation = quoted(database, schema, table)
    return rows_of(connection.execute(f"select * from {relation} order by all"))  # noqa: S608


def needed_input(kpi: Mapping[str, Any]) -> str:
    """What a KPI without a value lacks: a raw table, a column, a kind of rows; empty if unknown."""
    rule = (kpi["rule_table"] or "") if kpi["value_status"] == "no_rule" else ""
    return RULE_TABLES.get(rule, rule) or kpi["missing_input"] or ""
