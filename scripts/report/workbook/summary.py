"""The front sheet: the focus KPIs of the newest finished month, and a chart of their trend."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from scripts.artifacts.export import literal
from scripts.artifacts.manifest import PublicTable
from scripts.artifacts.rows import Row, grouped, rows_of
from scripts.report.page.queries import QUERIES
from scripts.report.workbook.cells import HEAD_HEIGHT, Formats, add_page, safe_text
from scripts.report.workbook.sheets import UNIT_SIZES
from scripts.report.workbook.words import plain

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

NEEDED = {"kpi_focus", "dim_kpis", "kpi_values", "reporting_settings"}
TREND_SQL = """
    select period_start, kpi_id, value from marts.kpi_values
    where period_grain = 'month' and slice_name = 'overall' and (kpi_id, statistic) in {series}
        and period_start between date {start} - interval 12 month and date {start}
    order by period_start
"""
COLUMNS = ("kpi_name", "statistic", "value", "change", "target", "ci_low", "ci_high")
COLUMNS += ("sample_size", "target_status")
TREND_HEAD_HEIGHT = 48
WIDTHS = (38, 15, 20, 15, 18, 14, 14, 10, 20)
# Colours of the page that say nothing of good or bad, and differ without colour too: dashes.
LINES = {"#1167a8": "solid", "#7a4a9e": "dash", "#4f667b": "round_dot"}
GRID, SHARE_FORMAT = "#dde2ea", "0.0%"


def write_summary(
    book: "Workbook",
    formats: Formats,
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[PublicTable],
) -> None:
    """Write the front sheet; none where there are no focus KPIs."""
    if not {table.name for table in tables} >= NEEDED:
        return
    rows = rows_of(connection.execute(QUERIES["focus"]))
    focus = [row for row in rows if row["period_grain"] == "month"]
    if not focus:
        return
    said = formats.words
    words = said.formatter
    page = add_page(book, formats, said.title("Summary"), WIDTHS)
    page.hide_gridlines(2)
    page.set_landscape()
    page.write_string(0, 0, said.page["title"], formats.title)
    as_of = plain(words.text("as_of", instant=words.instant(focus[0]["as_of"])))
    page.write_string(1, 0, as_of)
    start = focus[0]["period_start"]
    heading = f"{said.page['sections']['focus']}: {words.day(start, 'month')}"
    page.write_string(3, 0, heading, formats.heading)
    page.set_row(4, HEAD_HEIGHT)
    page.write_row(4, 0, map(said.header, COLUMNS), formats.header)
    for line, row in enumerate(focus, start=5):
        _write_kpi(page, formats, line, row)
    # The trend of what is a share: such KPIs have one axis.
    shares = [row for row in focus if row["unit"] == "share"][: len(LINES)]
    if shares:
        _write_trend(book, page, formats, connection, shares, 6 + len(focus))


def _write_kpi(page: "Worksheet", formats: Formats, line: int, row: Row) -> None:
    said = formats.words
    page.write_string(line, 0, safe_text(row[f"kpi_name_{said.language}"]))
    page.write_string(line, 1, said.page["statistics"].get(row["statistic"], row["statistic"]))
    pattern = said.pattern(row["display_unit"])
    size = UNIT_SIZES.get(row["display_unit"], 1)
    for index, name in ((2, "value"), (5, "ci_low"), (6, "ci_high")):
        if row[name] is not None:
            page.write_number(line, index, row[name] / size, formats.number(pattern))
    if row["change"] is not None:
        is_share = row["unit"] == "share"
        change = row["change"] * 100 if is_share else row["change"] / size
        shape = said.points() if is_share else said.pattern(row["display_unit"], is_signed=True)
        page.write_number(line, 3, change, formats.number(shape))
    target = plain(said.formatter.target(row, row["target_low"], row["target_high"]))
    # A mark of direction keeps the percent sign behind its number.
    target += "\u200f" if said.language == "fa" else ""
    page.write_string(line, 4, target, formats.indented)
    if row["sample_size"] is not None:
        page.write_number(line, 7, row["sample_size"], formats.number("#,##0"))
    if row["value_status"] == "ok":
        status = row["target_status"]
        page.write_string(line, 8, said.page["statuses"][status], formats.statuses.get(status))
    else:
        page.write_string(line, 8, said.page["value_statuses"][row["value_status"]])


def _write_trend(
    book: "Workbook",
    page: "Worksheet",
    formats: Formats,
    connection: duckdb.DuckDBPyConnection,
    shares: list[Row],
    line: int,
) -> None:
    """The newest thirteen months of the focus KPIs that are shares, as a table and a chart."""
    said = formats.words
    series = ", ".join(f"({literal(row['kpi_id'])}, {literal(row['statistic'])})" for row in shares)
    # Parameters would make DuckDB import pandas, which nothing else in this process needs.
    start = literal(str(shares[0]["period_start"]))
    found = connection.execute(TREND_SQL.format(series=f"({series})", start=start)).fetchall()
    months = grouped(found, lambda row: row[0])
    page.write_string(line, 0, said.page["explore"]["trend"], formats.heading)
    head, first, last = line + 1, line + 2, line + 1 + len(months)
    page.set_row(head, TREND_HEAD_HEIGHT)
    page.write_string(head, 0, said.header("month_start_date"), formats.header)
    chart = book.add_chart({"type": "line"})
    name = said.title("Summary")
    for index, (row, (colour, dash)) in enumerate(
        zip(shares, LINES.items(), strict=False), start=1
    ):
        page.write_string(head, index, safe_text(row[f"kpi_name_{said.language}"]), formats.header)
        chart.add_series(
            {
                "name": [name, head, index],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, index, last, index],
                "line": {"color": colour, "width": 2, "dash_type": dash},
            }
        )
    for at, (month, rows) in enumerate(months.items(), start=first):
        page.write_string(at, 0, said.formatter.day(month, "month"))
        by_kpi = {kpi_id: value for _, kpi_id, value in rows}
        for index, row in enumerate(shares, start=1):
            if (value := by_kpi.get(row["kpi_id"])) is not None:
                page.write_number(at, index, value, formats.number(SHARE_FORMAT))
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis(
        {"num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": GRID}}}
    )
    chart.set_size({"width": 700, "height": 330})
    chart.show_blanks_as("gap")
    page.insert_chart(line, len(shares) + 1, chart, {"x_offset": 12})
