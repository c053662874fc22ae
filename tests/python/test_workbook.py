"""The workbook: safe cells, real numbers and dates, and what a reader needs to judge them."""

import re
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
import yaml
from openpyxl.worksheet.worksheet import Worksheet

from scripts.artifacts.export import open_release
from scripts.artifacts.manifest import read_public_tables
from scripts.base.settings import PROJECT
from scripts.report.workbook.cells import LINE_HEIGHT, PROSE, STATUS_COLOURS, safe_text
from scripts.report.workbook.sheets import EXPLAINED, sheets_of
from scripts.report.workbook.summary import NEEDED
from scripts.report.workbook.words import Words
from scripts.report.workbook.write import write_workbook
from scripts.texts.definitions import definition
from scripts.texts.locale import LANGUAGES
from scripts.texts.locale import TEXTS as FOLDER
from tests.python.conftest import Warehouse

TEXTS = [
    ("=1+1", "'=1+1"),
    ("+49 30", "'+49 30"),
    ("-5", "'-5"),
    ("@cmd", "'@cmd"),
    ("\t=1", "' =1"),
    ("a\x00b\x0bc", "a b c"),
    ("a\ufffeb\ud800c", "a\ufffdb\ufffdc"),
    ("\x01=1", "' =1"),
    ("https://example.com", "https://example.com"),
    ("سلام \u202e😀", "سلام  😀"),
    ("x" * 40_000, "x" * 32_767),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_text_can_do_no_harm(text: str, expected: str) -> None:
    assert safe_text(text) == expected


def test_a_mart_without_a_catalogue_becomes_a_sheet(project: Path, warehouse: Warehouse) -> None:
    """The mini project: a formula as text, a text full of markup, and no dim_kpis."""
    path = project / "models/marts/kpis/kpi_scorecard.sql"
    nasty = 'https://example.com/?a=<b>&c="d" ' + "😀\u202eعلی" * 40
    path.write_text(path.read_text(encoding="utf-8").replace("Contact volume", nasty), "utf-8")
    assert warehouse("run").code == 0
    book = openpyxl.load_workbook(project / "exports/current/support_kpi.xlsx")
    sheet = book["KPI scorecard"]
    row = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))
    assert row["Formula like"].value == "'=1+1"
    assert row["Formula like"].data_type == "s"
    assert row["KPI"].value == nasty.replace("\u202e", " ")
    assert row["KPI"].hyperlink is None
    assert row["Value"].value == 40
    assert row["Value"].number_format == "#,##0"
    assert row["Period start"].value == datetime(2025, 1, 1)
    assert book["Read me"]["A2"].value == "Data as of 31 Jan 2025, 12:00 (UTC)"


@pytest.fixture(scope="module")
def book(sample_release: Path) -> Iterator[openpyxl.Workbook]:
    book = openpyxl.load_workbook(sample_release / "support_kpi.xlsx")
    yield book
    book.close()


def read(release: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query over the release."""
    with duckdb.connect(str(release / "support_kpi.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def table(sheet: Worksheet) -> list[dict[str, object]]:
    """Rows of a sheet by its headings."""
    heading, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip((str(name) for name in heading), row, strict=True)) for row in rows]


def test_every_kpi_mart_is_a_sheet_or_says_where_it_is(
    book: openpyxl.Workbook, sample_release: Path
) -> None:
    marts = {path.name.split(".")[0] for path in (sample_release / "csv").iterdir()}
    # The summary, the cover, the focus by week, the definitions and the columns come on top.
    assert len(book.sheetnames) == len(marts - {"dim_kpis", "kpi_explanations"}) + 5
    assert book.sheetnames[:4] == ["Summary", "Read me", "Focus by month", "Focus by week"]
    assert book.sheetnames[-2:] == ["Definitions", "Columns"]
    cover = " ".join(str(cell.value) for row in book["Read me"] for cell in row if cell.value)
    for text in (*book.sheetnames[2:], "no_source", "provisional", "csv/kpi_values.csv.gz"):
        assert text in cover
    for sheet in book.worksheets[2:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
        assert all(5 < column.width <= 61 for column in sheet.column_dimensions.values())
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
        assert sheet.max_row < 1_048_576


def test_the_front_sheet_has_the_focus_kpis_and_their_trend(
    book: openpyxl.Workbook, sample_release: Path
) -> None:
    sheet = book["Summary"]
    focus = read(
        sample_release,
        "select kpi_name_en, period_start, is_significant_change from marts.kpi_focus"
        " where period_grain = 'month' order by focus_rank",
    )
    names = [row[0] for row in focus]
    assert [sheet.cell(6 + place, 1).value for place in range(len(names))] == names
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # One page is what a file says without saying it.
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, None)
    changes = {sheet.cell(6 + place, 4).number_format for place in range(len(names))}
    assert any('" pp"' in shape for shape in changes)
    assert len(openpyxl.load_workbook(sample_release / "support_kpi.xlsx")["Summary"]._charts) == 1
    for name, grain in (("Focus by month", "month"), ("Focus by week", "week")):
        rows = table(book[name])
        assert [row["Rank"] for row in rows] == sorted(row["Rank"] for row in rows)
        assert {row["Period length"] for row in rows} == {grain}


def test_no_part_of_it_is_written_elsewhere(
    project: Path, warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a kill it would stay there."""
    assert warehouse("run").code == 0
    release = (project / "exports/current").resolve()
    artifacts = project / "exports/runs" / release.name / "artifacts"
    goal = tmp_path / "goal"
    goal.mkdir()
    (goal / "support_kpi.duckdb").symlink_to(release / "support_kpi.duckdb")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    write_workbook(read_public_tables(artifacts), artifacts, None, goal)
    assert {path.name for path in goal.iterdir()} == {"support_kpi.duckdb", "support_kpi.xlsx"}


@pytest.mark.parametrize("language", ["fa", "ro", "ru"])
def test_the_workbook_is_in_the_language_of_its_reader(
    sample_release: Path, real_exports: Path, tmp_path: Path, language: str
) -> None:
    artifacts = real_exports / "runs" / sample_release.name / "artifacts"
    (tmp_path / "support_kpi.duckdb").symlink_to(sample_release / "support_kpi.duckdb")
    tables = [table for table in read_public_tables(artifacts) if table.name in NEEDED]
    write_workbook(tables, artifacts, "2026-01-01T02:00:00", tmp_path, language)
    book = openpyxl.load_workbook(tmp_path / "support_kpi.xlsx")
    front, words = book.worksheets[0], Words(language)
    ((name,),) = read(
        sample_release, f"select kpi_name_{language} from marts.dim_kpis where kpi_id = 'csat'"
    )
    cells = [str(cell.value) for row in front for cell in row if cell.value]
    assert front["A1"].value == words.page["title"]
    assert name in cells
    assert words.page["statuses"]["red"] in cells
    if language == "fa":
        # Without the mark some programs show the percent sign before the number.
        assert any(re.fullmatch(r"حداقل .*٪\u200f", text) for text in cells)
    texts = yaml.safe_load((FOLDER / "workbook.yml").read_text(encoding="utf-8"))
    assert texts["headings"]["change"][language] in cells
    assert texts["titles"]["Focus by month"][language] in book.sheetnames
    cover = book[words.title("Read me")]
    told = [str(cell.value) for row in cover for cell in row if cell.value]
    for text in ("rows", "english"):
        assert words.says("cover", text) in told
    assert words.says("statuses", "low_n") in told
    assert words.says("contents", "Focus by month") in told
    assert book.worksheets[-2]["A1"].value == texts["headings"]["kpi_name"][language]
    definitions = {row[words.header("kpi_id")]: row for row in table(book.worksheets[-2])}
    assert definitions["csat"][words.header("kpi_name")] == name
    assert definitions["csat"][words.header("summary")] == definition("csat", language)[0]
    assert definitions["csat"][words.header("family")] == words.page["families"]["satisfaction"]
    right_to_left = {bool(sheet.sheet_view.rightToLeft) for sheet in book.worksheets}
    assert right_to_left == {language == "fa"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_and_column_has_a_name_in_every_language(
    sample_release: Path, real_exports: Path, language: str
) -> None:
    artifacts = real_exports / "runs" / sample_release.name / "artifacts"
    words = Words(language)
    texts = yaml.safe_load((FOLDER / "workbook.yml").read_text(encoding="utf-8"))
    with open_release(sample_release) as connection:
        sheets = sheets_of(connection, read_public_tables(artifacts), words)
    for sheet in sheets:
        if language != "en":
            assert language in texts["titles"][sheet.name], sheet.name
            assert words.says("contents", sheet.name), sheet.name
        headings = [words.header(column) for column in sheet.columns]
        columns = {name.replace(f"kpi_name_{language}", "kpi_name") for name in sheet.columns}
        assert columns - set(texts["headings"]) == set(), sheet.name
        assert sorted(set(headings)) == sorted(headings), sheet.name
    assert {sheet.name for sheet in sheets} >= EXPLAINED
    for sheet in sheets:
        for *_, meaning, english in sheet.column_rows(words) if language != "en" else ():
            # One of the two: what is not told in the reader's language says that it is English.
            assert bool(meaning) == (sheet.name in EXPLAINED) == (not english), sheet.name


def test_colours_are_those_of_the_page() -> None:
    style = (PROJECT / "scripts/report/page/templates/style.css").read_text("utf-8")
    for text, ground in STATUS_COLOURS.values():
        assert f": {text};" in style
        assert f": {ground};" in style


def test_values_equal_the_marts_in_the_unit_that_is_shown(
    book: openpyxl.Workbook, sample_release: Path
) -> None:
    sizes = {"minutes": 60, "hours": 3600, "days": 86_400}
    formats = {"percent": "0.0%", "minutes": '#,##0.0" min"', "hours": '#,##0.0" h"'}
    with duckdb.connect(str(sample_release / "support_kpi.duckdb"), read_only=True) as release:
        stored = {
            kpi_id: (value, start, change)
            for kpi_id, value, start, change in release.execute(
                "select kpi_id, value, period_start, change from marts.kpi_scorecard"
            ).fetchall()
        }
    sheet = book["Scorecard"]
    headings = [str(cell.value) for cell in sheet[1]]
    seen = set()
    for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(headings, row, strict=True))
        unit = str(cells["Unit"].value)
        value, start, change = stored.pop(str(cells["KPI ID"].value))
        shown = cells["Value"].value
        if value is None:
            assert shown is None
            continue
        assert float(shown) == pytest.approx(value / sizes.get(unit, 1), rel=1e-12)
        if unit == "percent" and change is not None:
            # Percentage points: a rate that rises from 80% to 85% changed by +5.0 pp.
            assert float(cells["Change"].value) == pytest.approx(change * 100, rel=1e-9, abs=1e-9)
            assert "pp" in cells["Change"].number_format
        assert isinstance(cells["Period start"].value, datetime)
        assert cells["Period start"].value.date() == start
        if unit in formats:
            assert cells["Value"].number_format == formats[unit]
            seen.add(unit)
    assert (stored, seen) == ({}, set(formats))


def test_months_hold_what_the_cover_says(book: openpyxl.Workbook) -> None:
    rows = table(book["Values by month"])
    months = {name: set[object]() for name in ("overall", "channel", "team")}
    for row in rows:
        months[str(row["Segment kind"])].add(row["Period start"])
    assert {name: len(found) for name, found in months.items()} == {
        "overall": 13,
        # The newest month has just begun: no channel has a value in it, teams have people.
        "channel": 5,
        "team": 6,
    }


def test_definitions_stand_in_four_languages(book: openpyxl.Workbook) -> None:
    rows = {str(row["KPI ID"]): row for row in table(book["Definitions"])}
    csat = rows["csat"]
    assert csat["KPI"]
    assert "رضایت" in str(csat["KPI (فارسی)"])
    assert csat["KPI (Română)"] and csat["KPI (Русский)"]
    assert "divided by all valid answers" in str(csat["Definition"])
    assert "`" not in str(csat["Definition"])
    assert all(row["Definition"] and row["Known traps"] for row in rows.values())
    sheet = book["Definitions"]
    for number, cells in enumerate(sheet.iter_rows(min_row=2, values_only=True), start=2):
        lines = max(len(str(text or "")) for text in cells) / PROSE
        assert (sheet.row_dimensions[number].height or 0) >= lines * LINE_HEIGHT, number


def test_the_workbook_is_as_old_as_its_data(book: openpyxl.Workbook, sample_release: Path) -> None:
    with duckdb.connect(str(sample_release / "support_kpi.duckdb"), read_only=True) as release:
        row = release.execute("select max(as_of) from marts.kpi_values").fetchone()
    assert row is not None
    assert book.properties.created == row[0]
    assert date.today() != book.properties.created.date()
