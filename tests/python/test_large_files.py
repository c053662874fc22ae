"""Text files that more than one thread reads: header and rows are what they are, always."""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from scripts.base.variables import known_variables
from scripts.gate.macros import ProjectMacros
from scripts.gate.relations import RawRelations
from tests.python.mini_project import REAL_PROJECT

HEADER = "ticket_id,created_at,status,channel"
ROW = "T{number:09},2025-03-03T10:00:00Z,open,email\n"
# DuckDB gives each thread pieces of 8 MB.
BYTES = 12_000_000
TRIALS = 10
CONTRACT = {"columns": {name: {} for name in HEADER.split(",")}, "extra_slices": []}


def _write(path: Path, size: int) -> int:
    """Write a CSV file and its gzip; how many rows they have."""
    rows = size // len(ROW.format(number=0))
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        file.writelines(ROW.format(number=number) for number in range(1, rows + 1))
    with path.open("rb") as file, gzip.open(f"{path}.gz", "wb", compresslevel=1) as zipped:
        shutil.copyfileobj(file, zipped)
    return rows


@pytest.fixture(scope="module")
def large_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    _write(folder / "tickets.csv", BYTES)
    return folder


@pytest.mark.parametrize("extension", ["csv", "csv.gz"])
def test_the_header_is_the_first_line(large_files: Path, extension: str) -> None:
    path = large_files / f"tickets.{extension}"
    file = {"path": str(path), "raw_file": path.name, "extension": extension, "format": "csv"}
    # As profiles.yml opens the build.
    unordered = {"preserve_insertion_order": "false", "threads": "2"}
    with duckdb.connect(config=unordered) as connection:
        macros = ProjectMacros(REAL_PROJECT, connection, {}, {})
        for _ in range(TRIALS):
            (group,) = macros.call("landing_file_groups", "csv", [file], CONTRACT)
            assert group["columns"] == HEADER.split(",")


@pytest.mark.soak
@pytest.mark.parametrize("extension", ["csv", "csv.gz"])
@pytest.mark.parametrize("size", [BYTES, 100_000_000])
def test_every_row_is_read_forty_times(
    tmp_path: Path, record: Callable[[str], None], size: int, extension: str
) -> None:
    raw = tmp_path / "raw"
    rows = _write(tmp_path / "tickets.csv", size)
    raw.mkdir()
    (tmp_path / f"tickets.{extension}").rename(raw / f"tickets.{extension}")
    for _ in range(40):
        relations = RawRelations(REAL_PROJECT, raw, known_variables(REAL_PROJECT))
        with relations.connection as connection:
            connection.execute("set threads = 2; set preserve_insertion_order = false")
            relations.find_files()
            found = connection.execute(
                "select count(*), count(distinct ticket_id), count(*) filter ("
                "    ticket_id <> printf('T%09d', raw_line) or status <> 'open'"
                "    or channel <> 'email' or created_at <> '2025-03-03T10:00:00Z'"
                ") from landing.tickets"
            ).fetchone()
        assert found == (rows, rows, 0)
    record(f"{extension} of {size / 1e6:.0f} MB: {rows} rows read right 40 times of 40")
