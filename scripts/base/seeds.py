"""Seeds, the tables of the project that people edit: read, or refused with line and remedy."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.base.errors import ConfigurationError
from scripts.base.shown import as_sentence

DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}
SAVE = "save it as CSV in UTF-8, separated by commas"


@dataclass(frozen=True)
class SeedRow:
    """One row of a seed.

    Attributes:
        line: Where it begins in the file, the header being line 1.
        values: Its values by column; None for an empty one.
    """

    line: int
    values: dict[str, str | None]


def read_seed(project: Path, place: str, columns: Sequence[str]) -> list[SeedRow]:
    """The rows of a seed.

    Args:
        project: The folder of dbt_project.yml.
        place: The file in it.
        columns: Columns that it must have; others may be there too.

    Raises:
        ConfigurationError: It cannot be read, or lacks a column.
    """
    path = project / place
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"The seed {place} cannot be read ({error.strerror}): put it back where it was."
        ) from error
    text = _text(place, content)
    if not text.strip():
        raise refused(place, None, f"is empty: give it at least its header, {','.join(columns)}")
    found = list(_lines(place, text))
    header = found[0][1]
    _require_columns(place, header, columns)
    rows = []
    for line, fields in found[1:]:
        if len(fields) != len(header):
            raise refused(
                place,
                line,
                f"has {len(fields)} fields where the header has {len(header)}: correct it, most "
                "often a comma in a text, which then needs quotes around it",
            )
        values = [field if field != "" else None for field in fields]
        rows.append(SeedRow(line, dict(zip(header, values, strict=True))))
    return rows


def columns_of(
    project: Path, seed: str, columns: tuple[str, str]
) -> list[tuple[str | None, str | None]]:
    """Two columns of a seed that is read before dbt starts; none where the project lacks it."""
    place = f"seeds/rules/{seed}.csv"
    if not (project / place).is_file():
        return []
    first, second = columns
    rows = read_seed(project, place, columns)
    return [(row.values[first], row.values[second]) for row in rows]


def refused(place: str, line: int | None, problem: str) -> ConfigurationError:
    """The error that names a seed, a line of it, and what to do."""
    where = f"The seed {place}" if line is None else f"Line {line} of the seed {place}"
    return ConfigurationError(as_sentence(f"{where} {problem}"))


def _text(place: str, content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise refused(place, None, f"is encoded in UTF-16: {SAVE}")
    try:
        # Excel puts a byte order mark in front, which means nothing.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refused(place, line, f"is not UTF-8: {SAVE}") from error


def _lines(place: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line at which it begins; empty lines are none."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    start = 1
    try:
        for fields in reader:
            if fields:
                yield start, fields
            start = reader.line_num + 1
    except csv.Error as error:
        raise refused(
            place, start, f"is broken ({error}): correct it, most often a quote that is not closed"
        ) from error


def _require_columns(place: str, header: list[str], columns: Sequence[str]) -> None:
    for delimiter, name in DELIMITERS.items():
        split = [part.strip('"') for part in header[0].split(delimiter)]
        if len(split) > 1 and set(split) & set(columns):
            raise refused(place, None, f"is separated by {name}: {SAVE}")
    for column in columns:
        if column not in header:
            others = ", ".join(repr(name) for name in header if name not in columns)
            instead = f" and has {others} instead" if others else ""
            raise refused(
                place,
                1,
                f"lacks the column {column}{instead}: its header must be {','.join(columns)}",
            )
    if "" in header:
        raise refused(place, 1, "has a column without a name: delete the column, or name it")
    if twice := {name for name in header if header.count(name) > 1}:
        raise refused(place, 1, f"has the column {min(twice)} twice: delete one of them")
