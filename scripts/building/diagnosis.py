"""Which raw file cannot be read, and at which line.

Runs only after DuckDB has refused a file: its message often names neither.
"""

import codecs
import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, TextIO

from scripts.base.files import files_below

LONGEST_FIELD = 1 << 27
DELIMITERS = ",;\t|"
RESAVE = "save it as UTF-8 and deliver it again"


def find_unreadable(raw: Path, message: str) -> str | None:
    """Say what is wrong with the first raw file that cannot be read.

    Args:
        raw: The folder of raw files.
        message: DuckDB's message; files that it names are looked at first.

    Returns:
        One sentence, or None when every file reads well here.
    """
    files = files_below(raw)
    files.sort(key=lambda path: path.name not in message)
    for path in files:
        if problem := _problem(path):
            return f"{path.relative_to(raw)} in {raw} {problem}."
    for path in files:
        if path.name in message and ".csv" in path.suffixes and _mixes_line_ends(path):
            return (
                f"{path.relative_to(raw)} in {raw} mixes line ends of several systems: "
                "save it with one kind and deliver it again."
            )
    return None


def _mixes_line_ends(path: Path) -> bool:
    """Looked at last: within quotes any line end is a good one."""
    with _open(path) as binary, io.TextIOWrapper(binary, "utf-8-sig", newline=None) as text:
        for _ in text:
            pass
        return isinstance(text.newlines, tuple)


def _problem(path: Path) -> str | None:
    try:
        if path.suffix == ".parquet":
            return _parquet_problem(path)
        name = path.name.removesuffix(".gz")
        if not name.endswith((".csv", ".jsonl", ".ndjson", ".json")):
            return None
        if problem := _encoding_problem(path):
            return problem
        return _csv_problem(path) if name.endswith(".csv") else _json_lines_problem(path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        return f"is not a whole gzip file ({error}): deliver it again"


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _encoding_problem(path: Path) -> str | None:
    with _open(path) as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return f"is encoded in UTF-16: {RESAVE}"
        file.seek(0)
        for number, line in enumerate(file, 1):
            if b"\0" in line:
                return f"holds a zero byte in line {number}, so it is no text in UTF-8: {RESAVE}"
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                byte = line[error.start]
                return f"is not UTF-8 (byte 0x{byte:02x} in line {number}): {RESAVE}"
    return None


@contextmanager
def _open_text(path: Path) -> Iterator[TextIO]:
    with _open(path) as binary, io.TextIOWrapper(binary, "utf-8-sig", newline="") as text:
        yield text


def _csv_problem(path: Path) -> str | None:
    csv.field_size_limit(LONGEST_FIELD)
    with _open_text(path) as lines:
        first = lines.readline()
        delimiter = max(DELIMITERS, key=first.count)
        return _csv_row_problem(csv.reader(chain([first], lines), delimiter=delimiter, strict=True))


def _csv_row_problem(rows: Any) -> str | None:  # noqa: ANN401
    start, width = 1, None
    try:
        for row in rows:
            width = len(row) if width is None else width
            if row and len(row) != width:
                return (
                    f"is broken in line {start}: it has {len(row)} fields where the header has "
                    f"{width}; correct the line (a quote or a separator) and deliver it again"
                )
            start = rows.line_num + 1
    except csv.Error as error:
        return (
            f"is broken from line {start} on ({error}): correct the line, most often a quote that "
            "is not closed, and deliver it again"
        )
    return None


def _json_lines_problem(path: Path) -> str | None:
    with _open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            try:
                if line.strip():
                    json.loads(line)
            except ValueError as error:
                return f"holds no valid JSON in line {number} ({error}): deliver it again"
    return None


def _parquet_problem(path: Path) -> str | None:
    import duckdb

    with duckdb.connect(":memory:") as connection:
        try:
            # Counting alone does not look into texts.
            connection.execute(
                "select count(hash(columns(*))) from read_parquet(?, binary_as_string = true)",
                [str(path)],
            )
            connection.fetchall()
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            if "is not valid UTF" in str(error):
                return f"holds text that is not UTF-8: {RESAVE}"
            return f"is no whole Parquet file ({reason}): deliver it again"
    return None
