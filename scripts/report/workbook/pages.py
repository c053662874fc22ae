"""The first page of the workbook and its definitions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

import duckdb

from scripts.artifacts.export import release_name
from scripts.artifacts.manifest import PublicTable
from scripts.report.handbook.meanings import HEADINGS, Meaning
from scripts.report.handbook.meanings import plain as plain_markdown
from scripts.report.workbook.cells import LINE_HEIGHT, Formats, add_page, safe_text
from scripts.report.workbook.plans import MOST_ROWS
from scripts.report.workbook.sheets import Sheet
from scripts.report.workbook.words import Words, plain
from scripts.texts.definitions import definition
from scripts.texts.locale import LANGUAGES

if TYPE_CHECKING:
    from xlsxwriter import Workbook

VALUE_STATUSES = ("ok", "low_n", "provisional", "no_data", "no_rule", "no_source")
CONTENTS_WIDTH, CHARACTERS = 100, 112
INTRODUCTION = ("rows", "adding", "news", "english")
# Columns that the texts of the sheet name.
PLACES = {
    "additive": "is_additive",
    "signal": "is_signal",
    "change": "is_significant_change",
    "side": "target_side",
}
TARGET_STATUSES = ("green", "amber", "red", "open", "no_target")
CATALOGUE_COLUMNS = [
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
    said = formats.words
    page = add_page(book, formats, said.title("Read me"), (34, 20, CONTENTS_WIDTH))
    page.hide_gridlines(2)
    page.write_string(0, 0, said.page["title"], formats.title)
    if as_of:
        instant = said.formatter.instant(datetime.fromisoformat(as_of))
        text = plain(said.formatter.text("as_of", instant=instant))
        page.write_string(1, 0, text, formats.heading)
    line = 3
    places = {name: said.header(column) for name, column in PLACES.items()}
    for name in INTRODUCTION:
        text = said.says("cover", name, definitions=said.title("Definitions"), **places)
        if text:
            page.write_string(line, 0, text)
            line += 1
    for column, codes in (("value_status", VALUE_STATUSES), ("target_status", TARGET_STATUSES)):
        line += 1
        page.write_string(line, 0, said.header(column), formats.heading)
        for code in codes:
            line += 1
            page.write_string(line, 0, code, formats.statuses.get(code))
            page.write_string(line, 2, said.says("statuses", code, **places))
        line += 1
    line += 1
    page.write_row(line, 0, map(said.header, ("sheet", "rows", "contents")), formats.header)
    for sheet in sheets:
        line += 1
        contents = _contents(sheet, counts[sheet.title], said)
        page.set_row(line, LINE_HEIGHT * ceil(len(contents) / CHARACTERS))
        page.write_url(line, 0, f"internal:'{sheet.title}'!A1", formats.link, sheet.title)
        page.write_number(line, 1, counts[sheet.title], formats.count)
        page.write_string(line, 2, contents, formats.prose)
    for name in ("Definitions", "Columns"):
        line += 1
        title = said.title(name)
        page.write_url(line, 0, f"internal:'{title}'!A1", formats.link, title)
        page.write_string(line, 2, said.says("contents", name))


def definition_rows(
    connection: duckdb.DuckDBPyConnection,
    tables: list[PublicTable],
    meanings: Mapping[str, Meaning],
    said: Words,
) -> tuple[list[str], list[list[Any]]]:
    """Heading and rows of the sheet of definitions: the catalogue, and what the docs say."""
    catalogue = next((table for table in tables if table.name == "dim_kpis"), None)
    if catalogue is None:
        return [], []
    # The reader's own name first: it stays in sight.
    languages = sorted(LANGUAGES, key=lambda language: language != said.language)
    names = [f"kpi_name_{language}" for language in languages]
    columns = [*names, *CATALOGUE_COLUMNS]
    rows = connection.execute(
        f"select {', '.join(columns)} from {release_name(catalogue.name)} "  # noqa: S608
        "order by family, kpi_id"
    ).fetchall()
    key = columns.index("kpi_id")
    return [*columns, "summary", *HEADINGS], [
        [
            *(str(value).upper() if isinstance(value, bool) else value for value in row),
            *_texts(row[key], meanings.get(row[key]), said),
        ]
        for row in rows
    ]


def _texts(kpi_id: str, meaning: Meaning | None, said: Words) -> list[str | None]:
    if meaning is None:
        return [None] * (1 + len(HEADINGS))
    summary, language = definition(kpi_id, said.language)
    return [
        summary if language != "en" else plain_markdown(meaning.summary),
        *(plain_markdown(meaning.sections.get(heading, "")) or None for heading in HEADINGS),
    ]


def _contents(sheet: Sheet, count: int, said: Words) -> str:
    cut = said.says("cover", "first_rows", n=said.formatter.number(MOST_ROWS))
    described = said.says("contents", sheet.name)
    if not described:
        described = " ".join(filter(None, (plain_markdown(sheet.table.description), sheet.note)))
    is_cut = count == MOST_ROWS
    path = f"csv/{sheet.table.csv_name}"
    ending = said.says("cover", "all_rows", path=path) if sheet.note or is_cut else ""
    return safe_text(" ".join(filter(None, (described, cut if is_cut else "", ending))))
