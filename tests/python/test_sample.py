"""The files of the simulated support desk: complete, repeatable, small, in every format."""

import hashlib
from pathlib import Path

import pytest

from scripts.sample import write_sample
from scripts.sample.simulate import TABLES

SHIPPED = Path(__file__).parents[2] / "data" / "sample"
SMALL = {"tickets": 400, "seed": 3, "months": 14}
MOST_BYTES = 8_000_000


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_same_arguments_give_the_same_bytes(tmp_path: Path, file_format: str) -> None:
    for run in ("one", "two"):
        write_sample(tmp_path / run, file_format=file_format, dirt=True, **SMALL)
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")


def test_another_seed_gives_other_tickets(tmp_path: Path) -> None:
    write_sample(tmp_path / "one", tickets=400, seed=3)
    write_sample(tmp_path / "two", tickets=400, seed=4)
    assert fingerprint(tmp_path / "one") != fingerprint(tmp_path / "two")


def test_the_shipped_sample_is_what_the_generator_writes_today(tmp_path: Path) -> None:
    write_sample(tmp_path)
    assert fingerprint(tmp_path) == fingerprint(SHIPPED)


def test_the_shipped_sample_is_small_and_shows_every_format() -> None:
    files = [path for path in SHIPPED.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES
    endings = {"".join(path.suffixes) for path in files}
    assert {".csv", ".csv.gz", ".jsonl", ".parquet"} == endings
    assert len(list((SHIPPED / "tickets").iterdir())) == 2


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_every_raw_table_has_rows(tmp_path: Path, file_format: str) -> None:
    rows = write_sample(tmp_path, file_format=file_format, **SMALL)
    assert set(rows) == set(TABLES)
    assert all(rows.values())


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    write_sample(tmp_path / "twice", file_format="parquet", **SMALL)
    for folder in ("twice", "once"):
        write_sample(tmp_path / folder, file_format="csv", **SMALL)
    assert fingerprint(tmp_path / "twice") == fingerprint(tmp_path / "once")


def test_wrong_arguments_are_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="use csv or parquet"):
        write_sample(tmp_path, file_format="xlsx")
    with pytest.raises(ValueError, match="at least 100 tickets"):
        write_sample(tmp_path, tickets=10)
