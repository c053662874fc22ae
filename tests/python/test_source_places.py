"""Where the tables of a source may lie on DuckDB: its rows are those of the CSV files."""

import json
from pathlib import Path

import duckdb
import pytest

from scripts.artifacts.export import literal, quoted
from scripts.base.settings import load_settings
from scripts.base.workspace import RunFolder
from scripts.building.dbt_command import parse_project
from scripts.building.progress import show_note
from scripts.building.typed_rows import type_raw_rows
from tests.python.sources import EXAMPLES
from tests.python.sources.desk import AS_OF

SOURCE = "zendesk_fivetran"
TABLES = "select table_name from information_schema.tables where table_schema = 'sources'"


@pytest.mark.soak
def test_rows_of_a_source_are_the_same_from_every_kind_of_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_SOURCES", SOURCE)
    copy_files(tmp_path)
    places = [
        EXAMPLES / SOURCE,
        *(tmp_path / name for name in ("parquet", "gzip", "tables.duckdb")),
    ]
    rows = [rows_of(place, tmp_path / f"run-{place.name}", monkeypatch) for place in places]
    assert sum(map(len, rows[0].values())) > 1000
    assert rows[1:] == rows[:1] * 3


def copy_files(folder: Path) -> None:
    """As typed Parquet in a folder per table, as gzipped CSV, and as typed tables."""
    (folder / "gzip").mkdir()
    with duckdb.connect(str(folder / "tables.duckdb")) as copies:
        copies.execute("create schema landing")
        for file in (EXAMPLES / SOURCE).glob("*.csv"):
            (folder / "parquet" / file.stem).mkdir(parents=True)
            table = quoted("landing", file.stem)
            copies.execute(f"create table {table} as from read_csv({literal(file)}, header = true)")
            part = folder / "parquet" / file.stem / "part-0.parquet"
            copies.execute(f"copy {table} to {literal(part)}")
            zipped = folder / "gzip" / f"{file.name}.gz"
            text = f"from read_csv({literal(file)}, header = true, all_varchar = true)"
            copies.execute(f"copy ({text}) to {literal(zipped)}")


def rows_of(
    place: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the source's models."""
    monkeypatch.setenv(f"SUPPORT_KPI_{SOURCE.upper()}_PATH", str(place))
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(scratch / "exports"))
    settings = load_settings(as_of=AS_OF.isoformat(), variables=json.dumps({}))
    run = RunFolder("places", scratch / "run")
    run.private.mkdir(parents=True)
    parsed = parse_project(settings, run)
    assert type_raw_rows(settings, run, show_note, parsed.result).success
    with duckdb.connect(str(run.database), read_only=True) as build:
        return {
            name: sorted(build.execute(f"from sources.{name}").fetchall(), key=str)
            for (name,) in build.execute(TABLES).fetchall()
        }
