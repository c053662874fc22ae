"""Which raw file cannot be read, and at which line.

Runs only after DuckDB has refused a file: its message often names neither.
"""

import codecs
import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TextIO

from scripts.base.files import files_below
from scripts.base.shown import own_words, redact

LONGEST_FIELD = 1 << 27
DELIMITERS = ",;\t|"
TABLES_OF_TEXT = (".csv", ".tsv", ".tab", ".txt")
# What Excel takes for the separator of the lines below.
SEPARATOR = re.compile(r'"?sep=([^"])"?[;,\s|]*$', re.IGNORECASE)
RESAVE = "save it as UTF-8 and deliver it again"
PIECE = 1 << 16
# How a gzip file begins, and the flags of its header that DuckDB knows.
GZIP = b"\x1f\x8b\x08"
EXTRA, NAME = 4, 8


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
        # Texts that are no tables lie in many folders.
        if path.name not in message and path.suffix.lower() == ".txt":
            continue
        if problem := _problem(path):
            return f"{path.relative_to(raw)} in {raw} {problem}."
    for path in files:
        if path.name in message and _is_table_of_text(path) and _mixes_line_ends(path):
            return (
                f"{path.relative_to(raw)} in {raw} mixes line ends of several systems: "
                "save it with one kind and deliver it again."
            )
    named = [path for path in files if str(path) in message]
    if named:
        path = max(named, key=lambda path: len(str(path)))
        return (
            f"{path.relative_to(raw)} in {raw} cannot be read ({own_words(redact(message))}): "
            "export it again and deliver it anew."
        )
    return None


def explain_unreadable(raw: Path, message: str) -> str:
    """What `find_unreadable` says, else what DuckDB says, as a sentence about the folder."""
    said = f"A raw file in {raw} cannot be read ({own_words(redact(message))}): deliver it again."
    return find_unreadable(raw, message) or said


def find_damaged(raw: Path) -> str | None:
    """Say which Parquet file cannot be read to its end, whatever a reader said of it.

    Of a damaged footer, readers give the words of the library that stumbled, without the file.
    """
    for path in files_below(raw):
        if _is_parquet(path) and (problem := _parquet_problem(path)):
            return f"{path.relative_to(raw)} in {raw} {problem}."
    return None


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() == ".parquet"


def _plain_name(path: Path) -> str:
    return path.name.lower().removesuffix(".gz")


def _is_table_of_text(path: Path) -> bool:
    return _plain_name(path).endswith(TABLES_OF_TEXT)


def _mixes_line_ends(path: Path) -> bool:
    """Looked at last: within quotes any line end is a good one."""
    with _open(path) as binary, io.TextIOWrapper(binary, "utf-8-sig", newline=None) as text:
        for _ in text:
            pass
        return isinstance(text.newlines, tuple)


def _problem(path: Path) -> str | None:
    try:
        if _is_parquet(path):
            return _parquet_problem(path)
        is_table = _is_table_of_text(path)
        if not is_table and not _plain_name(path).endswith((".jsonl", ".ndjson", ".json")):
            return None
        if problem := _encoding_problem(path):
            return problem
        if problem := _csv_problem(path) if is_table else _json_lines_problem(path):
            return problem
        return _gzip_problem(path) if _is_gzip(path) else None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        return f"is not a whole gzip file ({error}): deliver it again"


def _is_gzip(path: Path) -> bool:
    return path.suffix.lower() == ".gz"


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path) if _is_gzip(path) else path.open("rb")  # type: ignore[return-value]


def _gzip_problem(path: Path) -> str | None:
    """What Python reads in a gzip file and DuckDB does not."""
    rest = b""
    with path.open("rb") as file:
        while piece := rest or file.read(PIECE):
            if len(piece) < len(GZIP) + 1:
                piece += file.read(PIECE)
            if not piece.startswith(GZIP):
                return "holds something behind its end, such as zero bytes: compress it again"
            if piece[len(GZIP)] & ~(EXTRA | NAME):
                return "has a comment or a checksum in its header: compress it again"
            member = zlib.decompressobj(wbits=31)
            while piece and not member.eof:
                member.decompress(piece)
                piece = b"" if member.eof else file.read(PIECE)
            rest = member.unused_data
    return None


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
        named = SEPARATOR.match(first)
        header = lines.readline() if named else first
        delimiter = named[1] if named else max(DELIMITERS, key=header.count)
        rows = csv.reader(chain([header], lines), delimiter=delimiter, strict=True)
        lines_above = 1 if named else 0
        start, width = lines_above + 1, None
        try:
            for row in rows:
                width = len(row) if width is None else width
                if row and len(row) != width:
                    return (
                        f"is broken in line {start}: it has {len(row)} fields where the header has "
                        f"{width}; correct the line (a quote or a separator) and deliver it again"
                    )
                start = lines_above + rows.line_num + 1
        except csv.Error as error:
            return (
                f"is broken from line {start} on ({error}): correct the line, most often a quote "
                "that is not closed, and deliver it again"
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
            if "is not valid UTF" in str(error):
                return f"holds text that is not UTF-8: {RESAVE}"
            reason = own_words(redact(str(error).replace(str(path), path.name)))
            return f"is no whole Parquet file ({reason}): write and deliver it again"
    return None
