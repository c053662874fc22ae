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

Writer = Callable[[int, int, Any, Sequence[Any]], None]


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


def write_rows(
    page: "Worksheet",
    formats: Formats,
    columns: Sequence[str],
    kinds: Sequence[str],
    rows: Sequence[Sequence[Any]],
    is_prose: bool = False,
) -> None:
    """Write a table: frozen header, filter, widths, colours of the target status."""
    page.set_row(0, HEAD_HEIGHT)
    for index, column in enumerate(columns):
        page.write_string(0, index, formats.words.header(column), formats.header)
    unit = columns.index("display_unit") if "display_unit" in columns else None
    writers = [
        _writer(page, formats, column, kind, unit, is_prose)
        for column, kind in zip(columns, kinds, strict=True)
    ]
    for line, row in enumerate(rows, start=1):
        if is_prose:
            # Not every program makes room for what is wrapped.
            page.set_row(line, LINE_HEIGHT * max(math.ceil(len(str(text)) / PROSE) for text in row))
        for index, value in enumerate(row):
            if value is not None:
                writers[index](line, index, value, row)
    for index, column in enumerate(columns):
        width = _width(formats.words.header(column), index, rows, is_prose)
        # Values with their unit are longer than their number.
        page.set_column(index, index, max(width, OF_UNITS if kinds[index] == "UNIT" else 0))
    page.freeze_panes(1, 1)
    if formats.words.language == "fa":
        page.right_to_left()
    # On paper: as wide as one sheet, the header on each.
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if columns:
        page.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    if "target_status" in columns and rows:
        index = columns.index("target_status")
        for status, colour in formats.statuses.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{status}"', "format": colour}
            page.conditional_format(1, index, len(rows), index, rule)


def _writer(
    page: "Worksheet", formats: Formats, column: str, kind: str, unit: int | None, is_prose: bool
) -> Writer:
    if kind == "VARCHAR":
        shape = formats.prose if is_prose else None
        return lambda line, index, value, _: page.write_string(
            line, index, safe_text(formats.words.code(column, str(value))), shape
        )
    if kind == "BOOLEAN":
        return lambda line, index, value, _: page.write_boolean(line, index, value)
    if kind in ("DATE", "TIMESTAMP"):
        shape = formats.number("yyyy-mm-dd" if kind == "DATE" else "yyyy-mm-dd hh:mm")
        return lambda line, index, value, _: page.write_datetime(line, index, value, shape)
    if kind == "UNIT" and unit is not None:
        points = formats.number(formats.words.points())

        def write(line: int, index: int, value: Any, row: Sequence[Any]) -> None:  # noqa: ANN401
            if column in DIFFERENCES and row[unit] == "percent":
                _number(page, line, index, value * 100, points)
            else:
                shape = formats.number(formats.words.pattern(row[unit]))
                _number(page, line, index, value, shape)

        return write
    if column.endswith("_seconds"):
        # A duration of a spreadsheet: days, shown in hours, minutes and seconds.
        shape = formats.number("[h]:mm:ss")
        return lambda line, index, value, _: _number(
            page, line, index, value / SECONDS_PER_DAY, shape
        )
    if column in SHARE_NAMES or column.endswith(SHARE_ENDINGS):
        shape = formats.number("0.0%")
    else:
        shape = formats.number("#,##0.00" if kind in ("DOUBLE", "FLOAT", "UNIT") else "#,##0")
    return lambda line, index, value, _: _number(page, line, index, value, shape)


def _number(page: "Worksheet", line: int, index: int, value: Any, shape: "Format") -> None:  # noqa: ANN401
    # A spreadsheet knows neither infinity nor "not a number".
    if math.isfinite(value):
        page.write_number(line, index, value, shape)


def _width(heading: str, index: int, rows: Sequence[Sequence[Any]], is_prose: bool) -> int:
    seen = (len(str(row[index])) for row in rows[:300] if isinstance(row[index], str))
    needed = max(len(heading) // 2 + 4, *seen, NARROWEST) + 1
    return min(needed, PROSE if is_prose else WIDEST)
