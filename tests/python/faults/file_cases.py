"""Files that refuse a delivery: what is wrong with the file, and what the sentence must name."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

HEADER = "ticket_id,created_at,status,channel\n"
ROWS = "".join(f"T{number},2025-03-03T10:00:00Z,open,email\n" for number in range(50))
GOOD = (HEADER + ROWS).encode()
ZIPPED = gzip.compress(GOOD)
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class FileCase:
    """One file beside a good `calls.csv`."""

    name: str
    path: str
    content: Callable[[], bytes]
    words: tuple[str, ...]
    # Most are seen when the files are listed; a damaged page of Parquet only when it is read.
    seen_at: str = "start"


def _case(name: str, path: str, content: bytes | str, *words: str) -> FileCase:
    given = content.encode() if isinstance(content, str) else content
    return FileCase(name, path, lambda: given, words)


def parquet(rows: int = 50) -> bytes:
    """Good tickets as Parquet."""
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "tickets.parquet"
        connection.execute(
            "copy (select 'T' || n as ticket_id, '2025-03-03' as created_at, 'open' as status, "
            f"md5(n::varchar) as channel from range({rows}) as numbers (n)) "  # noqa: S608
            f"to '{path}' (format parquet)"
        )
        return path.read_bytes()


def _torn_page() -> bytes:
    content = bytearray(parquet(20_000))
    middle = len(content) // 2
    content[middle - 20_000 : middle + 20_000] = bytes(40_000)
    return bytes(content)


CSV = "tickets.csv"
CASES = (
    _case("nothing in the file", CSV, "", CSV, "ticket_id"),
    _case("an empty first line", CSV, "\n" + HEADER + ROWS, CSV, "first line is empty"),
    _case("no header", CSV, ROWS, CSV, "ticket_id"),
    _case("a required column is missing", CSV, "ticket_id,status\nT1,open\n", CSV, "created_at"),
    _case("a column twice", CSV, "ticket_id,created_at,status,status\n", CSV, "'status' twice"),
    *(
        _case(
            f"a column twice, as {name}", CSV, f"{name},ticket_id,created_at,status\n", CSV, "twice"
        )
        for name in ("Ticket ID", "TicketId", "ticket-id")
    ),
    _case(
        "a key twice in other signs",
        "tickets.jsonl",
        '{"ticket_id": "1", "Ticket ID": "2", "created_at": "2025-03-03", "status": "open"}\n',
        "tickets.jsonl",
        "twice; keep",
    ),
    _case(
        "a column twice in other letters",
        CSV,
        "ticket_id,created_at,status,STATUS\n",
        CSV,
        "'STATUS' twice",
    ),
    _case("UTF-16", CSV, (HEADER + ROWS).encode("utf-16"), CSV, "UTF-"),
    _case("UTF-16 without mark", CSV, (HEADER + ROWS).encode("utf-16-le"), CSV, "UTF-"),
    _case("Latin-1", CSV, GOOD + "T9,2025-03-03,open,caf\xe9\n".encode("latin-1"), CSV, "UTF-8"),
    _case("a header in Latin-1", CSV, HEADER.encode()[:-1] + b",caf\xe9\n", CSV, "UTF-8"),
    _case("mixed line ends", CSV, GOOD + b"T9,2025-03-03,open,email\r\n", CSV, "mixes line ends"),
    _case("too few fields", CSV, GOOD + b"T9,2025-03-03\n", CSV, "line 52"),
    _case("too many fields", CSV, GOOD + b"T9,2025-03-03,open,email,x\n", CSV, "line 52"),
    _case("a quote that is never closed", CSV, GOOD + b'T9,2025-03-03,"open\n', CSV, "line"),
    _case("text behind a quote", CSV, GOOD + b'T9,2025-03-03,"open"x,email\n', CSV, "line 52"),
    _case(
        "a field of 10 MB", CSV, GOOD + b"T9,2025-03-03,open," + b"x" * 10 * MEGABYTE + b"\n", CSV
    ),
    _case("an HTML error page", CSV, "<!DOCTYPE html>\n<html>502</html>\n", CSV, "HTML"),
    _case("a JSON file named CSV", CSV, '{"ticket_id": "T1"}\n', CSV, "is JSON, not CSV"),
    _case("a Parquet file named CSV", CSV, parquet(), CSV, "Parquet file"),
    _case("a workbook named CSV", CSV, b"PK\x03\x04" + bytes(200), CSV, "Excel workbook"),
    _case(
        "a workbook among a table's files",
        "tickets/part-2.xlsx",
        "PK",
        "tickets/part-2.xlsx",
        "Excel workbook, which is not read; save it as CSV",
    ),
    _case("gzip cut short", "tickets.csv.gz", gzip.compress(GOOD)[:-20], "tickets.csv.gz"),
    _case("gzip cut in half", "tickets.csv.gz", gzip.compress(GOOD)[:60], "tickets.csv.gz"),
    _case(
        "gzip with a flipped checksum", "tickets.csv.gz", gzip.compress(GOOD)[:-8] + bytes(8), "g"
    ),
    _case("no gzip at all", "tickets.csv.gz", GOOD, "tickets.csv.gz", "no gzip"),
    _case("zeros behind a gzip file", "tickets.csv.gz", ZIPPED + bytes(8), "compress it again"),
    _case(
        "gzip with a comment",
        "tickets.csv.gz",
        ZIPPED[:3] + b"\x10" + ZIPPED[4:10] + b"c\0" + ZIPPED[10:],
        "tickets.csv.gz",
        "compress it again",
    ),
    _case(
        "a lone carriage return",
        "tickets.tsv",
        (GOOD + b"T9,2025-03-03,o\rpen,email\n").replace(b",", b"\t"),
        "tickets.tsv",
        "line 52",
    ),
    _case(
        "a lone carriage return below sep=",
        CSV,
        b"sep=;\n" + (GOOD + b"T9,2025-03-03,o\rpen,email\n").replace(b",", b";"),
        CSV,
        "line 53",
    ),
    _case("nothing in a gzip file", "tickets.csv.gz", b"", "tickets.csv.gz"),
    _case("gzip of nothing", "tickets.csv.gz", gzip.compress(b""), "tickets.csv.gz"),
    _case("Parquet cut short", "tickets.parquet", parquet()[:-30], "tickets.parquet", "Parquet"),
    _case("Parquet without its start", "tickets.parquet", parquet()[4:], "tickets.parquet"),
    _case("no Parquet at all", "tickets.parquet", GOOD, "tickets.parquet", "Parquet"),
    _case("nothing in Parquet", "tickets.parquet", b"", "tickets.parquet", "Parquet"),
    *(
        _case(f"Parquet with {what}", "tickets.parquet", content, "tickets.parquet", "no whole")
        for what, content in {
            "a torn footer": b"PAR1" + b"\xff" * 99 + b"PAR1",
            "a wrong length of its footer": parquet()[:-8] + b"\xff\xff\0\0PAR1",
            "a footer that ends early": parquet()[:-99] + parquet()[-8:],
            "zeros for a footer": parquet()[:-99] + bytes(91) + parquet()[-8:],
        }.items()
    ),
    FileCase(
        "Parquet with a torn page", "tickets.parquet", _torn_page, ("tickets.parquet",), "read"
    ),
    _case(
        "a broken line of JSON", "tickets.jsonl", '{"ticket_id": "T1"\n', "tickets.jsonl", "JSON"
    ),
    _case("a JSON list", "tickets.jsonl", "[1, 2]\n", "tickets.jsonl", "JSON object"),
    _case("a key twice", "tickets.jsonl", '{"status": "a", "Status": "b"}\n', "name a key twice"),
    _case(
        "JSON without a column", "tickets.jsonl", '{"status": "a"}\n', "tickets.jsonl", "ticket_id"
    ),
    _case(
        "JSON in Latin-1",
        "tickets.jsonl",
        '{"ticket_id": "T1", "created_at": "2025-03-03", "status": "caf\xe9"}\n'.encode("latin-1"),
        "tickets.jsonl",
    ),
    _case(
        "a second file without a column",
        "tickets/part-2.csv",
        "ticket_id,status\nT1,open\n",
        "tickets/part-2.csv",
        "created_at",
    ),
    _case(
        "a zone that does not exist",
        "business_hours.csv",
        "schedule_id,iso_weekday,open_time,close_time,timezone\nS,1,09:00,17:00,Europe/Berlim\n",
        "business_hours.csv",
        "Europe/Berlim",
    ),
    _case(
        "a formula as a zone",
        "business_hours.csv",
        "schedule_id,iso_weekday,open_time,close_time,timezone\nS,1,09:00,17:00,=1+1\n",
        "business_hours.csv",
        "=1+1",
    ),
)
