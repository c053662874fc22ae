"""Odd files that are read all the same, or passed over, each with the number of rows it brings."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

HEADER = "ticket_id,created_at,status,source_system"


@dataclass(frozen=True)
class OddFile:
    """One file and the rows that it brings; `mark` stands in its name and its rows."""

    name: str
    path: str
    content: Callable[[str], bytes]
    rows: int


def _odd(name: str, path: str, text: str | bytes, rows: int) -> OddFile:
    """A file whose text names its mark as MARK."""
    content = text.encode() if isinstance(text, str) else text
    return OddFile(name, path, lambda mark: content.replace(b"MARK", mark.encode()), rows)


def _csv(*ids: str, end: str = "\n", header: str = HEADER) -> str:
    lines = [header, *(f"{one},2025-03-03T10:00:00Z,open,MARK" for one in ids)]
    return "".join(line + end for line in lines)


def _json(**values: object) -> str:
    row = {"ticket_id": "J1", "created_at": "2025-03-03", "status": "open", "source_system": "MARK"}
    return json.dumps({**row, **values}) + "\n"


def _parquet(mark: str, select: str) -> bytes:
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "odd.parquet"
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"copy ({select.replace('MARK', mark)}) to '{path}' (format parquet)")
        return path.read_bytes()


def _typed(mark: str) -> bytes:
    return _parquet(
        mark,
        "select 7 as ticket_id, timestamptz '2025-03-03 10:00:00+01' as created_at, "
        "'open'::blob as status, 'MARK' as source_system, 3::decimal(9, 2) as reopen_count, "
        "{'a': 1} as tags, true as is_spam",
    )


def _no_rows(mark: str) -> bytes:
    return _parquet(
        mark, "select 'x' as ticket_id, '' as created_at, '' as status where 'MARK' = ''"
    )


def odd_files() -> list[OddFile]:
    """All of them; a path with `{mark}` gets the mark of its file."""
    folder = "tickets/{mark}"
    return [
        _odd("byte order mark", f"{folder}.csv", "\ufeff" + _csv("A", "B"), 2),
        _odd("Windows line ends", f"{folder}.csv", _csv("A", "B", end="\r\n"), 2),
        _odd("a zero character", f"{folder}.csv", _csv("A", "B\0"), 2),
        _odd("old Macintosh line ends", f"{folder}.csv", _csv("A", "B", end="\r"), 2),
        _odd("no last line end", f"{folder}.csv", _csv("A", "B").rstrip("\n"), 2),
        _odd("blank lines at the end", f"{folder}.csv", _csv("A", "B") + "\n\n\n", 2),
        _odd("a header and no rows", f"{folder}.csv", _csv(), 0),
        _odd("one row", f"{folder}.csv", _csv("A"), 1),
        _odd("header in capitals", f"{folder}.csv", _csv("A", header=HEADER.upper()), 1),
        _odd(
            "spaces around names", f"{folder}.csv", _csv("A", header=HEADER.replace(",", " , ")), 1
        ),
        _odd(
            "quoted names",
            f"{folder}.csv",
            _csv("A", header='"' + HEADER.replace(",", '","') + '"'),
            1,
        ),
        _odd(
            "another order and columns nobody knows",
            f"{folder}.csv",
            "shoe_size,status,source_system,ticket_id,created_at\n9,open,MARK,A,2025-03-03\n",
            1,
        ),
        _odd(
            "newlines, quotes and commas in fields",
            f"{folder}.csv",
            HEADER + ',subject\nA,2025-03-03,open,MARK,"one ""two"",\r\nthree\n\nfour"\n',
            1,
        ),
        _odd(
            "a field of 1 MB",
            f"{folder}.csv",
            HEADER + ",subject\nA,2025-03-03,open,MARK," + "x" * (1 << 20) + "\n",
            1,
        ),
        _odd(
            "letters of every script",
            f"{folder}.csv",
            HEADER + ",topic_name\nعربی,2025-03-03,open,MARK,\u202eпривет\u200f 🦆\n",
            1,
        ),
        _odd("a table in capitals", "TICKETS/{mark}.CSV", _csv("A"), 1),
        _odd("a backslash in the name", "tickets/{mark}\\b.csv", _csv("A"), 1),
        OddFile(
            "gzip in capitals", f"{folder}.csv.GZ", lambda mark: gzip.compress(_marked(mark)), 2
        ),
        OddFile("gzip", f"{folder}.csv.gz", lambda mark: gzip.compress(_marked(mark)), 2),
        OddFile(
            "two gzip files in one",
            f"{folder}.csv.gz",
            lambda mark: gzip.compress(_marked(mark)) + gzip.compress(b""),
            2,
        ),
        _odd("in a folder of its own", "tickets/2025/{mark}/part-0.csv", _csv("A"), 1),
        _odd("a folder named like a file", "tickets.csv/{mark}.csv", _csv("A"), 1),
        _odd("a name with signs", "tickets/{mark} [a]*?'&;$(x).csv", _csv("A"), 1),
        _odd("hidden", "tickets/.{mark}.csv", _csv("A"), 0),
        _odd("a marker of a distributed writer", "tickets/_{mark}.csv", "nothing", 0),
        _odd("a table nobody knows", "{mark}.csv", "a,b\n1,2\n", 0),
        _odd("JSON", f"{folder}.jsonl", _json() + "\n" + _json(ticket_id="J2"), 2),
        _odd("JSON without a line", f"{folder}.jsonl", "", 0),
        _odd(
            "a mark before JSON", f"{folder}.jsonl", "\ufeff" + _json() + _json(ticket_id="J2"), 2
        ),
        _odd("unknown keys of JSON", f"{folder}.jsonl", _json(X=1) + _json(ticket_id="J2", x=2), 2),
        _odd(
            "keys of JSON that are no names",
            f"{folder}.jsonl",
            _json(**{"": 1, "support_kpi_path": 2, "file_row_number": 3}),
            1,
        ),
        _odd("JSON with numbers", f"{folder}.jsonl", _json(ticket_id=12, reopen_count=3) * 2, 2),
        _odd("JSON in JSON", f"{folder}.jsonl", _json(tags={"a": [1]}), 1),
        _odd("a zero character in JSON", f"{folder}.jsonl", _json(status="a\0b"), 1),
        OddFile("Parquet with types", f"{folder}.parquet", _typed, 1),
        OddFile("Parquet without rows", f"{folder}.parquet", _no_rows, 0),
    ]


def _marked(mark: str) -> bytes:
    return _csv("A", "B").replace("MARK", mark).encode()
