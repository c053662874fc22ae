"""The first page of the workbook and its definitions."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import duckdb

from scripts.artifacts.export import release_name
from scripts.artifacts.manifest import PublicTable
from scripts.report.handbook.meanings import HEADINGS, Meaning, plain
from scripts.report.workbook.cells import A4, Formats, safe_text
from scripts.report.workbook.plans import MOST_ROWS
from scripts.report.workbook.sheets import Sheet
from scripts.texts.locale import LANGUAGES

if TYPE_CHECKING:
    from xlsxwriter import Workbook

INTRODUCTION = (
    "What people read of the support KPIs. Every row of every table stands in the folder csv "
    "beside this file, and in support_kpi.duckdb.",
    "Values are in the unit of their row. Do not average or add them: add numerators and "
    "denominators, and only where the sheet Definitions says additive.",
    "A change is only news where “Is signal” or “Is significant change” is TRUE.",
)
STATUSES = (
    ("Value status", ""),
    ("ok", "Final, from enough observations."),
    ("low_n", "Too few observations to judge; shown, but not coloured."),
    ("provisional", "Can still change: its period or its outcomes are not over."),
    ("no_data", "Nothing to measure in this period. Not zero: unknown."),
    ("no_rule", "The rules that it needs, such as SLA policies, were not delivered."),
    ("no_source", "The raw table that it needs was not delivered."),
    ("Target status", ""),
    ("green", "On target."),
    ("amber", "Outside the target, inside the tolerance."),
    ("red", "Off target."),
    ("open", "Too close to the target to call; “Target side” says where the value is."),
    ("no_target", "Nobody has set one."),
)
CATALOGUE_COLUMNS = [
    *(f"kpi_name_{language}" for language in LANGUAGES),
    "kpi_id",
    "family",
    "display_unit",
    "direction",
    "headline_statistic",
    "is_additive",
    "source_tables",
    "rule_table",
    "owner",
    "definition_version",
    "reviewed_on",
    "review_due",
]


def write_cover(
    book: "Workbook",
    formats: Formats,
    sheets: Sequence[Sheet],
    counts: Mapping[str, int],
    as_of: str | None,
) -> None:
    """Say what this is, how old it is, how to read it, and what is where."""
    page = book.add_worksheet(formats.words.title("Read me"))
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 12)
    page.set_column(2, 2, 100)
    page.hide_gridlines(2)
    page.set_paper(A4)
    page.fit_to_pages(1, 1)
    page.write_string(0, 0, "Support KPIs", formats.title)
    page.write_string(1, 0, f"Data as of {as_of or 'unknown'} (UTC)", formats.heading)
    line = 3
    for text in INTRODUCTION:
        page.write_string(line, 0, text)
        line += 1
    line += 1
    for status, meaning in STATUSES:
        if not meaning:
            page.write_string(line, 0, status, formats.heading)
        else:
            page.write_string(line, 0, status, formats.statuses.get(status))
            page.write_string(line, 2, meaning)
        line += 1
    line += 1
    for column, heading in enumerate(("Sheet", "Rows", "What it holds")):
        page.write_string(line, column, heading, formats.header)
    for sheet in sheets:
        line += 1
        page.write_url(line, 0, f"internal:'{sheet.title}'!A1", string=sheet.title)
        page.write_number(line, 1, counts[sheet.title], formats.number("#,##0"))
        page.write_string(line, 2, _contents(sheet, counts[sheet.title]), formats.prose)
    for title, text in (
        ("Definitions", "What each KPI means, with its names in four languages."),
        ("Columns", "What each column of the sheets means."),
    ):
        line += 1
        title = formats.words.title(title)
        page.write_url(line, 0, f"internal:'{title}'!A1", string=title)
        page.write_string(line, 2, text)


def definition_rows(
    connection: duckdb.DuckDBPyConnection,
    tables: list[PublicTable],
    meanings: Mapping[str, Meaning],
) -> tuple[list[str], list[list[Any]]]:
    """Heading and rows of the sheet of definitions: the catalogue, and what the docs say."""
    catalogue = next((table for table in tables if table.name == "dim_kpis"), None)
    if catalogue is None:
        return [], []
    rows = connection.execute(
        f"select {', '.join(CATALOGUE_COLUMNS)} from {release_name(catalogue)} "  # noqa: S608
        "order by family, kpi_id"
    ).fetchall()
    key = CATALOGUE_COLUMNS.index("kpi_id")
    return [*CATALOGUE_COLUMNS, "summary", *HEADINGS], [
        [*row, *_texts(meanings.get(row[key]))] for row in rows
    ]


def _texts(meaning: Meaning | None) -> list[str | None]:
    if meaning is None:
        return [None] * (1 + len(HEADINGS))
    return [
        plain(meaning.summary),
        *(plain(meaning.sections.get(heading, "")) or None for heading in HEADINGS),
    ]


def _contents(sheet: Sheet, count: int) -> str:
    cut = f"The first {MOST_ROWS:,} rows." if count == MOST_ROWS else ""
    description = plain(sheet.table.description)
    ending = f"All rows: csv/{sheet.table.csv_name}." if sheet.note or cut else ""
    return safe_text(" ".join(filter(None, (description, sheet.note, cut, ending))))
