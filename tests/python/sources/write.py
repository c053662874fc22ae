"""Tables of a made-up export as files."""

import csv
import io
import json
from datetime import datetime
from typing import Any

from tests.python.sources.desk import LOADED_AT

Rows = list[dict[str, str | None]]


def stamp(at: datetime | None) -> str | None:
    """An instant as a warehouse writes it: UTC without an offset."""
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else None


SYNCED = stamp(LOADED_AT)


def as_csv(tables: dict[str, Rows]) -> dict[str, str]:
    """One CSV file per table; columns in the order in which rows name them first."""
    return {f"{name}.csv": _text(rows) for name, rows in tables.items()}


def as_json_lines(tables: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """One file of JSON lines per table."""
    return {
        f"{name}.jsonl": "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        for name, rows in tables.items()
    }


def _text(rows: Rows) -> str:
    file = io.StringIO()
    columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
