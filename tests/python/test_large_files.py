"""Text files that more than one thread reads: their first line is the header, always."""

import gzip
import shutil
from pathlib import Path

import duckdb
import pytest

from scripts.gate.macros import ProjectMacros
from tests.python.mini_project import REAL_PROJECT

HEADER = "ticket_id,created_at,status,channel"
# DuckDB gives each thread pieces of 8 MB.
BYTES = 12_000_000
TRIALS = 10
CONTRACT = {"columns": {name: {} for name in HEADER.split(",")}, "extra_slices": []}


def _write(path: Path) -> None:
    row = "T{number:09},2025-03-03T10:00:00Z,open,email\n"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        file.writelines(row.format(number=number) for number in range(BYTES // 50))
    with path.open("rb") as file, gzip.open(f"{path}.gz", "wb", compresslevel=1) as zipped:
        shutil.copyfileobj(file, zipped)


@pytest.fixture(scope="module")
def large_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    _write(folder / "tickets.csv")
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
