"""Tables of a made-up export as files."""

import csv
import io

Rows = list[dict[str, str | None]]


def as_csv(tables: dict[str, Rows]) -> dict[str, str]:
    """One CSV file per table; columns in the order in which rows name them first."""
    return {f"{name}.csv": _text(rows) for name, rows in tables.items()}


def _text(rows: Rows) -> str:
    file = io.StringIO()
    columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
