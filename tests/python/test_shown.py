"""What leaves the warehouse as text: no spreadsheet runs it, no terminal obeys it."""

import csv
import re
import sys
import unicodedata
from pathlib import Path

import duckdb
import pytest

from scripts.artifacts.export import attach_release, write_csv
from scripts.artifacts.manifest import PublicTable
from scripts.base.errors import InputsRefusedError
from scripts.base.personal import holds_personal, shown_name, without_personal
from scripts.base.shown import CONTROLS, cell_text, printable, redact
from scripts.building.raw_files import RawSnapshot
from scripts.report.workbook.cells import safe_text
from scripts.texts.safe import clean
from tests.python.test_personal_text import ADDRESSES, NUMBERS

RUN = '1+cmd|" /C calc"!A0'
# What nobody sees before a sign of calculation.
INVISIBLE = "".join(
    sign
    for sign in map(chr, range(1, sys.maxunicode + 1))
    if unicodedata.category(sign) in ("Cf", "Zs", "Zl", "Zp", "Cc")
)
HOSTILE = [
    *(
        f"{start}{sign}{RUN}"
        for start in ("", " ", "\t", "\r", "\n", "\u00a0", '"', "'")
        for sign in "=+-@"
    ),
    *(f"{sign}{RUN}" for sign in "＝＋－＠﹢−"),
    *(
        f"team{separator}={RUN}"
        for separator in (";", ",", "\t", "\n", "\r\n", "|", "; ", ';"', ";\t")
    ),
    *(f"a;b;{sign}{RUN};c" for sign in "=+-@"),
    *(f"{sign}={RUN}" for sign in INVISIBLE),
    *(f"x;{sign}\u2060{sign}+{RUN}" for sign in INVISIBLE),
    f"{INVISIBLE}@{RUN}",
    "\x1b[31m=1+1",
    "\x00=1+1",
    "\u202e=1+1",
]
HARMLESS = [
    "Team one",
    "a=b",
    "first-contact",
    "jane.doe",
    "1 - 2",
    "تیم ۱",
    'says "hello"',
    "x;y,z",
]
# Numbers that only a text without anything else can be.
ALONE = ["9123 4567", "98765 43210", "4.0722e10", "4.0722123456E+10"]
STARTS = tuple("=+-@＝＋－＠﹢−")


def _is_formula(cell: str) -> bool:
    return cell.lstrip(f'"{INVISIBLE}').startswith(STARTS)


def _cells(path: Path, separator: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file, delimiter=separator) for cell in row]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_separator_makes_a_formula(tmp_path: Path, separator: str) -> None:
    table = PublicTable(name="hostile", schema="marts", description="", is_kpi_table=True)
    with duckdb.connect() as connection:
        attach_release(connection, tmp_path)
        connection.execute("create table release.marts.hostile (text varchar, amount integer)")
        connection.execute(
            "insert into release.marts.hostile select unnest(?::varchar[]), -5",
            [[*HOSTILE, "plain"]],
        )
        write_csv(connection, table, tmp_path)
    path = tmp_path / "hostile.csv"
    cells = _cells(path, separator)
    assert [ascii(cell) for cell in cells if cell != "-5" and _is_formula(cell)] == []
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "text,amount"
    assert lines[1].startswith('"')
    assert [ascii(line) for line in lines if re.search(CONTROLS, line)] == []
    assert lines[-1] == '"plain",-5'
    # Where a program splits a cell once more.
    parts = [part for cell in _cells(path, ",") for part in cell.split(separator)]
    assert [ascii(part) for part in parts if part != "-5" and _is_formula(part)] == []


def test_workbook_and_csv_treat_a_text_alike() -> None:
    for text in HOSTILE:
        assert not _is_formula(safe_text(text)), ascii(text)
    assert [cell_text(text) for text in HARMLESS] == HARMLESS


def test_terminal_obeys_nothing() -> None:
    assert printable("\x1b[2J\x1b]0;title\x07red\x9b31m\u202e") == " ]0;title red 31m "
    assert printable("a\tb\nc") == "a\tb\nc"


def test_a_name_on_the_page_turns_no_text_behind_it() -> None:
    assert clean("\u202eTeam\u2066 \x1b\n2\u2028\ud800") == " Team    2  "
    assert clean("تیم\u200cها\u200f é") == "تیم\u200cها\u200f é"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("file 'tickets/jane@example.com.csv' is empty", "file 'tickets/(hidden)' is empty"),
        ("file 'tickets/+40 722 123 456.csv' is empty", "file 'tickets/(hidden).csv' is empty"),
        ('file calls/"jane.doe"@example.com.csv is', "file calls/(hidden) is"),
        ("file calls/jane(home)@[10.1.1.1] is", "file calls/(hidden) is"),
        ('{"from": "jane@example.com", "rows": 1}', '{"from": "(hidden)", "rows": 1}'),
        ("column 0722-123-456 is unknown", "column (hidden) is unknown"),
        ("schedule 0040722123456 has no zone", "schedule (hidden) has no zone"),
        ("file '۰۹۱۲ ۳۴۵ ۶۷۸۹.csv' is empty", "file '(hidden).csv' is empty"),
        ("file 'calls/Jane 40722123456 May.csv' is empty", "file 'calls/(hidden).csv' is empty"),
        ("file 'calls/jane at example.com.csv' is", "file 'calls/(hidden).com.csv' is"),
        ("file 'calls/电话62345678.csv' is empty", "file 'calls/(hidden).csv' is empty"),
        ("in 'calls/Jane 0722123456 May.csv'", "in 'calls/Jane (hidden) May.csv'"),
        ('server at "db.example.com" (10.0.0.5), port 5432', None),
        ("file 'calls/2024-01-15 10:00.csv' is empty", None),
        ("01:45:22.123456  12 of 300 OK in 0.12s\n01:45:23  13 of 300 OK in 0.0123456789s", None),
        ("run 20260101T000000Z of 2026-01-01 00:00:00+00", None),
        ("1,000,000 rows, 0.25 of 00000001.parquet", None),
    ],
)
def test_names_in_messages(sentence: str, shown: str | None) -> None:
    assert redact(sentence) == without_personal(sentence) == (shown or sentence)


def test_written_forms_are_found_in_values() -> None:
    """The list of forms is that of the ids and words."""
    assert [
        text
        for text in ADDRESSES + NUMBERS
        if not holds_personal(text if text in ALONE else f"value {text}, 3 rows")
    ] == []
    assert [
        text for text in ADDRESSES + NUMBERS if holds_personal(shown_name(f"a/{text}.csv"))
    ] == []
    assert [text for text in HARMLESS if holds_personal(text)] == []
    assert not holds_personal("2025-03-01 10:00:00, 31622401, open, 12.5%")


def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "café.csv").touch()
    RawSnapshot.take(tmp_path)
    with open(bytes(tmp_path) + b"/caf\xe9.csv", "wb"):  # noqa: PTH123 - no Path holds such a name
        pass
    with pytest.raises(
        InputsRefusedError, match=r"The name of the file caf\ufffd.csv .* rename it"
    ):
        RawSnapshot.take(tmp_path)
