"""Cells of the workbook: numbers as numbers, dates as dates, and text that can do no harm."""

import math
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from scripts.base.shown import cell_text
from scripts.report.workbook.words import Words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What XML cannot hold.
UNPRINTABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
MOST_CHARACTERS = 32_767
SECONDS_PER_DAY, A4, HEAD_HEIGHT = 86_400, 9, 32
# Differences of rates are percentage points: 80 % to 85 % is +5.0 pp, never +5 %.
DIFFERENCES = {
    "change",
    "deviation",
    "contribution",
    "contribution_against_overall",
    "change_on_year",
    "slope_12_periods",
}
SHARE_NAMES = {"share", "wape", "csat", "service_level", "occupancy", "interval_coverage"}
SHARE_ENDINGS = ("_share", "_rate")
# The colours of the page (style.css): text on its pale ground.
STATUS_COLOURS = {
    "green": ("#0a6a8f", "#e0f0f6"),
    "amber": ("#8a5a00", "#fbefd5"),
    "red": ("#b23c0f", "#fbe6dc"),
}
INK, SOFT = "#17202b", "#eceff4"
# Unclear is hatched: pattern 14 is thin stripes.
UNCLEAR = {"pattern": 14, "bg_color": "#e2e9f0", "fg_color": "#9fb0c0"}
NARROWEST, OF_UNITS, WIDEST, PROSE = 9, 15, 40, 60
LINE_HEIGHT = 15
MOMENTS = {"DATE": "yyyy-mm-dd", "TIMESTAMP": "yyyy-mm-dd hh:mm"}

# What is written for a value, given its row, and in which format.
Cell = Callable[[Any, Sequence[Any]], "tuple[Any, Format | None]"]


class Formats:
    """The formats of one workbook, made once."""

    def __init__(self, book: "Workbook", words: Words) -> None:
        """Make the formats that every sheet uses."""
        self._book = book
        self.words = words
        self._made: dict[str, Format] = {}
        self.header = book.add_format(
            {
                "bold": True,
                "bg_color": SOFT,
                "font_color": INK,
                "text_wrap": True,
                "valign": "top",
                "border": 1,
            }
        )
        self.title = book.add_format({"bold": True, "font_size": 18})
        self.heading = book.add_format({"bold": True, "font_size": 12})
        self.link = book.add_format({"font_color": "#0563c1", "underline": 1, "valign": "top"})
        self.count = book.add_format({"num_format": "#,##0", "valign": "top"})
        # An indent is counted from the left, and takes the text's direction with it.
        self.indented = book.add_format({} if words.language == "fa" else {"indent": 1})
        self.prose = book.add_format({"text_wrap": True, "valign": "top"})
        self.statuses = {
            status: book.add_format({"font_color": text, "bg_color": ground, "bold": True})
            for status, (text, ground) in STATUS_COLOURS.items()
        } | {"open": book.add_format(UNCLEAR)}

    def number(self, pattern: str) -> "Format":
        """The format of a number, date or duration."""
        if pattern not in self._made:
            self._made[pattern] = self._book.add_format({"num_format": pattern})
        return self._made[pattern]


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, also after it was saved as CSV."""
    return UNPRINTABLE.sub("\ufffd", cell_text(text))[:MOST_CHARACTERS]


def add_page(
    book: "Workbook",
    formats: Formats,
    title: str,
    widths: Sequence[int] = (),
    pages: int = 1,
) -> "Worksheet":
    """Add a sheet that reads in the direction of its language.

    Args:
        book: The workbook.
        formats: Its formats.
        title: The sheet's name.
        widths: Widths of its first columns.
        pages: On how many sheets of paper it goes; 0 for as many as it takes.
    """
    page = book.add_worksheet(title)
    if formats.words.language == "fa":
        page.right_to_left()
    page.set_paper(A4)
    page.fit_to_pages(1, pages)
    for index, width in enumerate(widths):
        page.set_column(index, index, width)
    return page


def write_rows(
    book: "Workbook",
    formats: Formats,
    title: str,
    columns: Sequence[str],
    kinds: Sequence[str],
    rows: Sequence[Sequence[Any]],
    is_prose: bool = False,
) -> None:
    """Write a sheet of one table: frozen header, filter, widths, colours of the target status."""
    page = add_page(book, formats, title, pages=0)
    page.set_landscape()
    page.repeat_rows(0)
    page.freeze_panes(1, 1)
    page.set_row(0, HEAD_HEIGHT)
    headings = [formats.words.header(column) for column in columns]
    page.write_row(0, 0, headings, formats.header)
    unit = columns.index("display_unit") if "display_unit" in columns else None
    cells = [
        _cell(formats, column, kind, unit, is_prose)
        for column, kind in zip(columns, kinds, strict=True)
    ]
    for line, row in enumerate(rows, start=1):
        if is_prose:
            # Not every program makes room for what is wrapped.
            page.set_row(line, LINE_HEIGHT * max(math.ceil(len(str(text)) / PROSE) for text in row))
        for index, value in enumerate(row):
            if value is not None:
                _write(page, line, index, *cells[index](value, row))
    for index, heading in enumerate(headings):
        width = _width(heading, index, rows, is_prose)
        # Values with their unit are longer than their number.
        page.set_column(index, index, max(width, OF_UNITS if kinds[index] == "UNIT" else 0))
    if columns:
        page.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    if "target_status" in columns and rows:
        index = columns.index("target_status")
        for status, colour in formats.statuses.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{status}"', "format": colour}
            page.conditional_format(1, index, len(rows), index, rule)


def _cell(formats: Formats, column: str, kind: str, unit: int | None, is_prose: bool) -> Cell:
    if kind == "VARCHAR":
        prose = formats.prose if is_prose else None
        return lambda value, _: (safe_text(formats.words.code(column, str(value))), prose)
    if kind == "BOOLEAN":
        return lambda value, _: (value, None)
    if kind == "UNIT" and unit is not None:
        points = formats.number(formats.words.points())
        return lambda value, row: (
            (value * 100, points)
            if column in DIFFERENCES and row[unit] == "percent"
            else (value, formats.number(formats.words.pattern(row[unit])))
        )
    if column.endswith("_seconds") and kind not in MOMENTS:
        # A duration of a spreadsheet: days, shown in hours, minutes and seconds.
        clock = formats.number("[h]:mm:ss")
        return lambda value, _: (value / SECONDS_PER_DAY, clock)
    if column in SHARE_NAMES or column.endswith(SHARE_ENDINGS):
        pattern = "0.0%"
    else:
        pattern = "#,##0.00" if kind in ("DOUBLE", "FLOAT", "UNIT") else "#,##0"
    shape = formats.number(MOMENTS.get(kind, pattern))
    return lambda value, _: (value, shape)


def _write(page: "Worksheet", line: int, index: int, value: Any, shape: "Format | None") -> None:  # noqa: ANN401
    if isinstance(value, str):
        page.write_string(line, index, value, shape)
    # A spreadsheet knows neither infinity nor "not a number".
    elif not isinstance(value, float) or math.isfinite(value):
        page.write(line, index, value, shape)


def _width(heading: str, index: int, rows: Sequence[Sequence[Any]], is_prose: bool) -> int:
    seen = (len(str(row[index])) for row in rows[:300] if isinstance(row[index], str))
    needed = max(len(heading) // 2 + 4, *seen, NARROWEST) + 1
    return min(needed, PROSE if is_prose else WIDEST)
