"""Text files that more than one thread reads: header and rows are what they are, always."""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.python.gate.typed import refusal, runs

HEADER = "ticket_id,created_at,status,channel"
ROW = "T{number:09},2025-03-03T10:00:00Z,open,email\n"
# DuckDB gives each thread pieces of 8 MB.
BYTES = 12_000_000
TRIALS = 10


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
def test_the_header_is_the_first_line(large_files: Path, tmp_path: Path, extension: str) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / f"tickets.{extension}").symlink_to(large_files / f"tickets.{extension}")
    for _ in range(TRIALS):
        assert refusal(tmp_path / "raw") is None
        with duckdb.connect(str(runs().database(tmp_path / "raw")), read_only=True) as database:
            names = database.execute("select column_name from landing.delivered_columns").fetchall()
            unknown = database.execute("from landing.unknown_columns").fetchall()
        assert ({name for (name,) in names}, unknown) == (set(HEADER.split(",")), [])


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
        assert refusal(raw) is None
        # As profiles.yml opens the build.
        unordered = {"preserve_insertion_order": "false", "threads": "2"}
        with duckdb.connect(str(runs().database(raw)), True, unordered) as connection:
            found = connection.execute(
                "select count(*), count(distinct ticket_id), count(*) filter ("
                "    ticket_id <> printf('T%09d', raw_line) or status <> 'open'"
                "    or channel <> 'email' or created_at <> '2025-03-03T10:00:00Z'"
                ") from landing.tickets"
            ).fetchone()
        assert found == (rows, rows, 0)
    record(f"{extension} of {size / 1e6:.0f} MB: {rows} rows read right 40 times of 40")
