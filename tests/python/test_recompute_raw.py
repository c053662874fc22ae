"""Staging of the shipped sample against its raw files, read in plain Python."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from scripts.base.settings import PROJECT
from tests.python.recompute.raw_rows import Table, read_contract, rows_in_force

SAMPLE = PROJECT / "data" / "sample"
# Opening times are seconds in staging; of teams the sample delivers nothing.
OTHERWISE = {"business_hours", "teams"}
# A scale that is not delivered comes from a seed.
SEEDED = {"scale_min", "scale_max"}
# A score as a number on its scale; staging keeps the delivered one of a survey beside it.
CHECKED = {"score", "max_score", "min_score"}
TABLES = [table for table in read_contract() if table.name not in OTHERWISE]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_staging_holds_the_rows_of_the_files(sample_build: Path, table: Table) -> None:
    mine = rows_in_force(SAMPLE, table)
    with duckdb.connect(str(sample_build), read_only=True) as build:
        build.execute("set TimeZone = 'UTC'")
        (view,) = build.execute(
            "select table_name from information_schema.tables"
            " where table_schema = 'staging' and table_name like 'stg_%__' || ?",
            [table.name],
        ).fetchone() or ("",)
        theirs = build.sql(f"select * from staging.{view}").pl().to_dicts()  # noqa: S608
    names = sorted((mine[0].keys() & theirs[0].keys()) - CHECKED)
    expected = sorted(_row(row, names) for row in mine)
    found = sorted(_row(row, names) for row in theirs)
    assert len(found) == len(expected)
    differ = [(one, other) for one, other in zip(expected, found, strict=True) if one != other]
    assert not differ, (len(differ), names, differ[:3])


def _row(row: dict[str, Any], names: list[str]) -> tuple[str, ...]:
    """Values as texts: a hidden id as hidden, an unknown truth as false."""
    return tuple(_shown(name, row[name]) for name in names)


def _shown(name: str, value: object) -> str:
    text = str(value)
    if name in SEEDED:
        return ""
    if "@" in text or text.startswith(("+", "hashed_")):
        return "hidden"
    return "False" if value is None and name.startswith("is_") else text
