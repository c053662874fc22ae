"""All cases in one delivery: every row carries the mark of its case as its `source_system`."""

import csv
from collections import defaultdict
from pathlib import Path

from tests.python.faults.contract import contract, good_row
from tests.python.faults.odd_files import OddFile, odd_files
from tests.python.faults.row_cases import row_cases
from tests.python.faults.value_cases import value_cases


def write_delivery(raw: Path) -> None:
    """Write the catalogue as raw files."""
    write_rows(raw)
    for mark, file in marked_files():
        path = raw / file.path.format(mark=mark)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content(mark))


def write_rows(raw: Path) -> None:
    """Write its values and rows alone, without its odd files."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for value in value_cases():
        changed = {value.column.name: value.fault.text, "source_system": value.system}
        rows[value.column.table].append(good_row(value.column.table, **changed))
    for system, case in row_cases():
        rows[case.table].extend({**row, "source_system": system} for row in case.rows)
    raw.mkdir(parents=True)
    for table, table_rows in rows.items():
        write_table(raw / table / "cases.csv", table, table_rows)


def marked_files() -> list[tuple[str, OddFile]]:
    """The odd files with their marks."""
    return [(f"file{number:03d}", file) for number, file in enumerate(odd_files())]


def write_table(path: Path, table: str, rows: list[dict[str, str]]) -> None:
    """Write rows as CSV with all columns of the contract."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in contract()[table]], restval="")
        writer.writeheader()
        writer.writerows(rows)
