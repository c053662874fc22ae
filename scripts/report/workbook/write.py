"""The workbook: what a person reads of the KPI marts, as one XLSX."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from scripts.artifacts.export import open_release
from scripts.artifacts.manifest import PublicTable, read_manifest
from scripts.artifacts.rows import value_of
from scripts.report.handbook.meanings import read_meanings
from scripts.report.workbook.cells import Formats, write_rows
from scripts.report.workbook.pages import definition_rows, write_cover
from scripts.report.workbook.sheets import meaning_columns, sheets_of
from scripts.report.workbook.summary import write_summary
from scripts.report.workbook.words import Words

WORKBOOK_NAME = "support_kpi.xlsx"
RIGHT_TO_LEFT = 2


def write_workbook(
    tables: list[PublicTable],
    artifacts: Path,
    as_of: str | None,
    goal: Path,
    language: str = "en",
) -> None:
    """Write the workbook of a release, whose DuckDB file is written, into its folder."""
    from xlsxwriter import Workbook

    options: dict[str, Any] = {
        "constant_memory": True,
        # Its parts, which a kill leaves: there they go with the unfinished release.
        "tmpdir": str(goal),
        "strings_to_urls": False,
        "strings_to_formulas": False,
    }
    if language == "fa":
        options["default_format_properties"] = {"reading_order": RIGHT_TO_LEFT}
    with (
        open_release(goal) as connection,
        Workbook(str(goal / WORKBOOK_NAME), options) as book,
    ):
        said = Words(language, _zone(connection, tables))
        sheets = sheets_of(connection, tables, said)
        # The same numbers give the same file: it is as old as its data.
        created = datetime.fromisoformat(as_of) if as_of else datetime(1980, 1, 1)
        book.set_properties({"title": said.page["title"], "created": created})
        formats = Formats(book, said)
        counts = {
            sheet.title: value_of(connection.execute(f"select count(*) from ({sheet.sql})"))  # noqa: S608
            for sheet in sheets
        }
        write_summary(book, formats, connection, tables)
        write_cover(book, formats, sheets, counts, as_of)
        for sheet in sheets:
            rows = connection.execute(sheet.sql).fetchall()
            write_rows(book, formats, sheet.title, sheet.columns, sheet.kinds, rows)
        meanings = read_meanings(read_manifest(artifacts))
        texts = {
            "Definitions": definition_rows(connection, tables, meanings, said),
            "Columns": (
                meaning_columns(said),
                [row for sheet in sheets for row in sheet.column_rows(said)],
            ),
        }
        for name, (columns, rows) in texts.items():
            kinds = ["VARCHAR"] * len(columns)
            write_rows(book, formats, said.title(name), columns, kinds, rows, is_prose=True)


def _zone(connection: duckdb.DuckDBPyConnection, tables: Sequence[PublicTable]) -> str:
    if "reporting_settings" not in {table.name for table in tables}:
        return "UTC"
    zone = "select any_value(report_timezone) from release.marts.reporting_settings"
    return value_of(connection.execute(zone)) or "UTC"
