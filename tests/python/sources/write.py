"""Tables of a made-up export as files."""

import csv
from pathlib import Path

Rows = list[dict[str, str | None]]


def write_csv(tables: dict[str, Rows], folder: Path) -> None:
    """One CSV file per table; columns in the order in which rows name them first."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
