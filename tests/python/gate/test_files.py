"""Files as people deliver them: read where one reading is possible, else a sentence."""

import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet
import pytest

from scripts.base.errors import InputsRefusedError
from tests.python.faults.file_cases import parquet
from tests.python.gate.typed import refusal, runs

HEADER = "ticket_id,created_at,status,channel"
ROWS = ["T1,2025-03-01 10:00,open,email", "T2,2025-03-25 10:00,solved,phone"]
CSV = "\n".join([HEADER, *ROWS]) + "\n"
OBJECTS = [dict(zip(HEADER.split(","), row.split(","), strict=True)) for row in ROWS]
LINES = [json.dumps(one) for one in OBJECTS]


def _dates(*days: str) -> str:
    return "ticket_id,created_at,status\n" + "".join(f"T{d},{d},open\n" for d in days)


def _gzip(flags: int, field: bytes) -> bytes:
    """The rows in a gzip file whose header has a field that few writers use."""
    content = gzip.compress(CSV.encode())
    return content[:3] + bytes([flags]) + content[4:10] + field + content[10:]


READ = {
    "names with capitals and spaces": ("tickets.csv", CSV.replace("ticket_id", "Ticket ID")),
    "names in camel case": ("tickets.csv", CSV.replace("created_at", "createdAt")),
    "names with hyphens": ("tickets.csv", CSV.replace("created_at", " Created-At ")),
    "semicolons": ("tickets.csv", CSV.replace(",", ";")),
    "tabs": ("tickets.tsv", CSV.replace(",", "\t")),
    "tabs in a text file": ("tickets.txt", CSV.replace(",", "\t")),
    "bars": ("tickets.csv", CSV.replace(",", "|")),
    "Excel's first line": (
        "tickets.csv",
        ("sep=;\n" + CSV.replace(",", ";")).replace("\n", "\r\n"),
    ),
    "Excel's first line with a mark": ("tickets.csv", "\ufeffsep=;\n" + CSV.replace(",", ";")),
    "a byte order mark": ("tickets.csv", "\ufeff" + CSV),
    "quoted names": ("tickets.csv", CSV.replace(HEADER, '"ticket_id","created_at","status","x"')),
    "a trailing separator": ("tickets.csv", CSV.replace("\n", ",\n")),
    "unknown columns of one name": ("tickets.csv", CSV.replace("\n", ",a,a\n")),
    "a line break in a value": ("tickets.csv", CSV.replace("email", '"e\nmail"')),
    "a folder named like a file": ("tickets.csv/part-1.csv", CSV),
    "objects one behind the other": ("tickets.jsonl", "".join(LINES)),
    "objects over several lines": (
        "tickets.json",
        json.dumps(OBJECTS[0], indent=1) + "\n" + LINES[1],
    ),
    "an array": ("tickets.json", json.dumps(OBJECTS)),
    "an array over several lines": ("tickets.json", json.dumps(OBJECTS, indent=2)),
    "lines of JSON": ("tickets.json", "\r\n".join(LINES)),
    "names of keys": ("tickets.json", json.dumps(OBJECTS).replace("ticket_id", "Ticket ID")),
    "a name in capitals": ("TICKETS.CSV", CSV),
    "a folder with a capital": ("Tickets/part-1.csv", CSV),
    "gzip in capitals": ("tickets.csv.GZ", gzip.compress(CSV.encode())),
    "gzip with a field of its own": ("tickets.csv.gz", _gzip(4, b"\2\0xx")),
    "a backslash in the name": ("tickets/a\\b.csv", CSV),
    "a backslash in a folder's name": ("tickets/a\\b/c.csv", CSV),
    "a mark before lines of JSON": ("tickets.jsonl", "\ufeff" + "\n".join(LINES)),
    "a mark before an array": ("tickets.json", "\ufeff" + json.dumps(OBJECTS)),
    "unknown keys in two spellings": (
        "tickets.jsonl",
        LINES[0].replace("channel", "X") + "\n" + LINES[1].replace("channel", "x"),
    ),
    "a key without a name": ("tickets.jsonl", "\n".join(LINES).replace("channel", "")),
    "a key with the name of a helper": (
        "tickets.jsonl",
        "\n".join(LINES).replace("channel", "Support_KPI_path"),
    ),
}


Land = Callable[[str, str | bytes], duckdb.DuckDBPyConnection]


@pytest.fixture
def land(tmp_path: Path) -> Land:
    """Write one file and register it; the database that has it."""

    def write(name: str, content: str | bytes) -> duckdb.DuckDBPyConnection:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        if error := refusal(tmp_path):
            raise error
        return duckdb.connect(str(runs().database(tmp_path)), read_only=True)

    return write


def _times(database: duckdb.DuckDBPyConnection) -> list[str]:
    with database:
        rows = database.execute("select created_at from landing.tickets order by ticket_id")
        return [time for (time,) in rows.fetchall()]


@pytest.mark.parametrize("name", READ)
def test_read(land: Land, name: str) -> None:
    assert _times(land(*READ[name])) == ["2025-03-01 10:00", "2025-03-25 10:00"]


def test_files_of_one_table_in_two_spellings(land: Land, tmp_path: Path) -> None:
    (tmp_path / "tickets.csv").write_text(CSV)
    assert len(_times(land("Tickets.csv", CSV))) == 4


def test_no_backslash_stands_for_another_sign(land: Land, tmp_path: Path) -> None:
    (tmp_path / "tickets").mkdir()
    for sign in ("[", "]", "^", "x", "?", "ж", "\\\\"):
        (tmp_path / "tickets" / f"a{sign}b.csv").write_text(CSV)
    assert len(_times(land("tickets/a\\b.csv", CSV))) == 16


def test_gzipped_text_with_semicolons(land: Land) -> None:
    content = gzip.compress(CSV.replace(",", ";").encode())
    assert len(_times(land("tickets.csv.gz", content))) == 2


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (("01.03.2025", "02.03.2025 08:00"), ["2025-03-01", "2025-03-02 08:00:00"]),
        (("25.03.2025 9:05", "02.03.2025 8:00:07"), ["2025-03-25 09:05:00", "2025-03-02 08:00:07"]),
        (("1/3/2025", "25/3/2025"), ["2025-03-01", "2025-03-25"]),
        (("03/01/2025 10:00:00", "03/25/2025"), ["2025-03-01 10:00:00", "2025-03-25"]),
        (("25-03-2025", "26-03-2025"), ["2025-03-25", "2025-03-26"]),
        (("3/25/2025 9:15 AM", "3/5/2025 12:20pm"), ["2025-03-25 09:15:00", "2025-03-05 12:20:00"]),
        (("3/25/2025 12:00:09\u202fAM", "3/5/2025"), ["2025-03-25 00:00:09", "2025-03-05"]),
        # Two forms in one column, and no date at all: left to the rules of the gate.
        (("01.03.2025", "2025-03-25"), ["01.03.2025", "2025-03-25"]),
        (("25/03/2025", "03/26/2025"), ["03/26/2025", "25/03/2025"]),
        (("01.03.25", "02.03.25"), ["01.03.25", "02.03.25"]),
    ],
)
def test_dates_of_one_form(land: Land, days: tuple[str, ...], read: list[str]) -> None:
    assert sorted(_times(land("tickets.csv", _dates(*days)))) == sorted(read)


def test_dates_of_one_form_and_a_word_for_none(land: Land) -> None:
    assert _times(land("tickets.csv", _dates("25.03.2025", "N/A"))) == ["2025-03-25", None]


@pytest.mark.parametrize(
    ("numbers", "read"),
    [
        (("12,5", "1.234"), ["12.5", "1234"]),
        (("1.234,50", "1.234", "7"), ["1234.50", "1234", "7"]),
        (("-0,125", "1\u00a0234", "1 234 567,5"), ["-0.125", "1234", "1234567.5"]),
        (("1.234.567", "3,250", ",5"), ["1234567", "3.250", ".5"]),
        (("1,234.50", "1,234", "7.25"), ["1234.50", "1234", "7.25"]),
        (("1,234,567", "1.5e3", "N/A"), ["1234567", "1.5e3", "N/A"]),
        # Nothing tells what the comma is, or both are said: left to the rules of the gate.
        (("1,234", "1.234", "5"), ["1,234", "1.234", "5"]),
        (("12,5", "12.5", "1.234"), ["12,5", "12.5", "1.234"]),
        (("12,5 s", "1.234"), ["12,5 s", "1.234"]),
        (("(1.234,50)", "(1.234)", "1'234,5"), ["(1234.50)", "(1234)", "1234.5"]),
    ],
)
def test_numbers_of_one_form(land: Land, numbers: tuple[str, ...], read: list[str]) -> None:
    rows = [f"C{place};2025-03-01;answered;{number}\n" for place, number in enumerate(numbers)]
    with land(
        "calls.csv", "".join(["call_id;started_at;outcome;talk_seconds\n", *rows])
    ) as database:
        found = database.execute("select talk_seconds from landing.calls order by raw_line")
        assert [number for (number,) in found.fetchall()] == read


def test_numbers_of_a_file_without_a_date(land: Land) -> None:
    with land("surveys.csv", "survey_id;survey_type;scale_max\nS;csat;4,5\n") as database:
        found = database.execute("select scale_max from landing.surveys").fetchall()
    assert found == [("4.5",)]


@pytest.mark.parametrize(
    ("before", "row", "read"),
    [
        # A file of decimal commas has them in every column, unless a point begins a fraction.
        ("7;7", "1.234;12,5", "1234"),
        ("7;7.5", "1.234;12,5", "1.234"),
        ("7;7", "1.234;12", None),
        ("7;0.125", "1.234;12", "1.234"),
        ("7.5;7", "1.234;12", "1.234"),
    ],
)
def test_a_point_that_a_file_says_nothing_of(
    land: Land, tmp_path: Path, before: str, row: str, read: str | None
) -> None:
    """Beside a file of decimal commas it is a thousand or a fraction."""
    header = "call_id;started_at;outcome;talk_seconds;hold_seconds\n"
    start = "2025-03-01;answered"
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls/jan.csv").write_text(f"{header}C1;{start};3;2,5\n")
    february = f"{header}C2;{start};{before}\nC3;{start};{row}\n"
    if read is None:
        with pytest.raises(InputsRefusedError, match="'calls/feb.csv'.* 'talk_seconds'.*'1.234'"):
            land("calls/feb.csv", february)
        return
    with land("calls/feb.csv", february) as database:
        found = database.execute("select talk_seconds from landing.calls where call_id = 'C3'")
        assert found.fetchall() == [(read,)]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_letters_in_two_parts_are_one(land: Land, form: str) -> None:
    """An id of a system that writes an accent behind its letter, and of one that does not."""
    ids = ["Rene\u0301", "Ren\u00e9", "\u0627\u0653\0b", "\u0622b", "plain"]
    times = {"created_at": "2025-03-01", "status": "open"}
    lines = [json.dumps({"ticket_id": one, **times}, ensure_ascii=False) for one in ids]
    if form == "csv":
        lines = ["ticket_id,created_at,status", *(f"{one},2025-03-01,open" for one in ids)]
    with land(f"tickets.{form}", "\n".join(lines)) as database:
        found = database.execute("select ticket_id from landing.tickets order by raw_line")
        assert [one for (one,) in found.fetchall()] == [ids[1], ids[1], ids[3], ids[3], "plain"]


WORKBOOK = b"PK\x03\x04" + bytes(200)
REFUSED = {
    "a workbook": ("tickets.xlsx", WORKBOOK, ["tickets.xlsx", "Excel workbook", "CSV"]),
    "a renamed workbook": ("tickets.csv", WORKBOOK, ["tickets.csv", "Excel workbook", "CSV"]),
    "an old workbook": ("tickets.csv", b"\xd0\xcf\x11\xe0" + bytes(99), ["old Excel workbook"]),
    "a spreadsheet": ("tickets.ods", WORKBOOK, ["tickets.ods", "OpenDocument"]),
    "a workbook in a folder": ("tickets/2025.xlsx", WORKBOOK, ["tickets/2025.xlsx", "Excel"]),
    "an archive": ("tickets.zip", WORKBOOK, ["tickets.zip", "archive"]),
    "a page saved as a workbook": (
        "tickets.xls",
        "<html><table>",
        ["tickets.xls", "Excel workbook"],
    ),
    "a page named CSV": ("tickets.csv", "<!DOCTYPE html>\n<html>", ["HTML", "error message"]),
    "JSON named CSV": ("tickets.csv", '{"ticket_id": "T1"}', ["is JSON, not CSV", "tickets.json"]),
    "Parquet named CSV": ("tickets.csv", parquet(), ["Parquet file", ".parquet"]),
    "gzip named CSV": ("tickets.csv", gzip.compress(CSV.encode()), ["gzip file", ".csv.gz"]),
    "no gzip": ("tickets.csv.gz", CSV, ["tickets.csv.gz", "no gzip file"]),
    "UTF-16": ("tickets.csv", CSV.encode("utf-16"), ["UTF-16", "save it as UTF-8"]),
    "Windows letters": (
        "tickets.csv",
        CSV.encode() + "T3,2025-03-01,باز,x\n".encode("cp1256"),
        ["line 4", "not UTF-8"],
    ),
    "a header in Windows letters": (
        "tickets.csv",
        ("ticket_id,created_at,status,ب\n" + "\n".join(ROWS)).encode("cp1256"),
        ["tickets.csv"],
    ),
    "two names for one column": (
        "tickets.csv",
        CSV.replace("status,channel", "Sta_tus,Sta tus"),
        ["twice"],
    ),
    "an exact name and one with a space": (
        "tickets.csv",
        CSV.replace("channel", "Created At"),
        ["tickets.csv", "'Created At' twice"],
    ),
    "a name that is nearly right": (
        "tickets.csv",
        CSV.replace("created_at", "creation_at"),
        ["'created_at'", "is it its column 'creation_at'?"],
    ),
    "several names that are nearly right": (
        "tickets.csv",
        CSV.replace("ticket_id", "ID").replace("created_at", "Creation Time"),
        ["columns 'ticket_id' (is it its column 'ID'?) and", "its column 'Creation Time'?)"],
    ),
    "the export of a system that has a source": (
        "tickets.csv",
        "Ticket ID,Subject,Status,Priority,Source,Created time,Resolved time\n1,,Open,,,,\n",
        ["it looks like freshdesk_csv", "docs/sources/freshdesk_csv.md"],
    ),
    "dates of two readings": (
        "tickets.csv",
        _dates("01/02/2025", "03/04/2025"),
        ["'created_at'", "01/02/2025", "day or with the month first"],
    ),
    "an array of numbers": ("tickets.json", "[1, 2]", ["tickets.json", "JSON object"]),
    "half an array": ("tickets.json", json.dumps(OBJECTS)[:-9], ["tickets.json", "JSON object"]),
    "a workbook in capitals": ("TICKETS.XLSX", WORKBOOK, ["TICKETS.XLSX", "Excel workbook"]),
    "a backslash and a bracket": ("tickets/a\\b [1].csv", CSV, ["a\\b [1].csv", "rename it"]),
    "known keys in two spellings": (
        "tickets.jsonl",
        LINES[0] + "\n" + LINES[1].replace("status", "STATUS"),
        ["tickets.jsonl", "twice"],
    ),
    "a Delta table": ("tickets/_delta_log/0.json", "{}", ["'tickets' is a Delta table", "deleted"]),
    "an Iceberg table": (
        "tickets/metadata/v1.metadata.json",
        "{}",
        ["'tickets' is an Iceberg table"],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(land: Land, tmp_path: Path, name: str) -> None:
    path, content, words = REFUSED[name]
    (tmp_path / "calls.csv").write_text("call_id,started_at,outcome\nC1,2025-03-01,answered\n")
    with pytest.raises(InputsRefusedError) as caught:
        land(path, content)
    sentence = str(caught.value)
    assert all(word in sentence for word in words), sentence
    assert sentence.endswith(".") and "\n" not in sentence


def test_a_workbook_beside_the_file_that_was_saved_from_it(land: Land, tmp_path: Path) -> None:
    (tmp_path / "tickets.xlsx").write_bytes(WORKBOOK)
    assert len(_times(land("tickets.csv", CSV))) == 2


def test_columns_of_parquet_with_the_names_of_helpers(land: Land, tmp_path: Path) -> None:
    duckdb.execute(
        "copy (select 'T1' as ticket_id, '2025-03-01' as created_at, 'open' as status, "
        f"7 as file_row_number, 8 as support_kpi_path) to '{tmp_path}/tickets.parquet'"
    )
    content = (tmp_path / "tickets.parquet").read_bytes()
    with land("tickets.parquet", content) as database:
        found = database.execute("select raw_file, raw_line from landing.tickets").fetchall()
    assert found == [("tickets.parquet", 1)]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_durations_that_arrow_knows(land: Land, tmp_path: Path, unit: str) -> None:
    """In Parquet they are whole numbers, of a unit that only the writer's own schema tells."""
    waits = [timedelta(hours=26, minutes=10), timedelta(milliseconds=7250), None]
    table = pyarrow.table(
        {
            "call_id": ["C1", "C2", "C3"],
            "a": [{"b": 1}] * 3,
            "Talk seconds": pyarrow.array(waits, pyarrow.duration(unit), safe=False),
            "wait_seconds": [330, 331, 332],
            "started_at": ["2025-03-01"] * 3,
            "outcome": ["answered"] * 3,
        }
    )
    parquet_file = tmp_path / "written.parquet"
    pyarrow.parquet.write_table(table, parquet_file)
    content = parquet_file.read_bytes()
    parquet_file.unlink()
    with land("calls.parquet", content) as database:
        found = database.execute(
            "select cast(talk_seconds as double), wait_seconds from landing.calls order by raw_line"
        ).fetchall()
    short = 7.0 if unit == "s" else 7.25
    assert found == [(94200.0, "330"), (short, "331"), (None, "332")]


def test_nested_columns_of_parquet(land: Land, tmp_path: Path) -> None:
    duckdb.execute(
        "copy (select 'T1' as \"Ticket ID\", {'a': 1, 'b': [2]} as tags, "
        f"'2025-03-01' as created_at, 'open' as status) to '{tmp_path}/calls.parquet'"
    )
    content = (tmp_path / "calls.parquet").read_bytes()
    (tmp_path / "calls.parquet").unlink()
    assert _times(land("tickets.parquet", content)) == ["2025-03-01"]
