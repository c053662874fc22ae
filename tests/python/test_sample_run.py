"""`make run` on the shipped sample, as a user types it, twice."""

from hashlib import sha256
from math import ceil
from pathlib import Path

import duckdb
import pytest

from scripts.publish.release_files import verify_release
from tests.python.conftest import run_quietly

MOST_LINES, WIDTH = 25, 80


def test_release_is_whole(sample_release: Path) -> None:
    assert verify_release(sample_release) == []
    assert (sample_release / "csv" / "kpi_scorecard.csv").is_file()
    with duckdb.connect(str(sample_release / "support_kpi.duckdb"), read_only=True) as connection:
        tables = {
            row[0]
            for row in connection.execute(
                "select table_name from duckdb_tables() where schema_name = 'marts'"
            ).fetchall()
        }
    assert tables == {path.stem for path in (sample_release / "parquet").iterdir()}
    assert {"kpi_values", "kpi_scorecard", "dim_kpis", "fct_tickets"} <= tables


def test_second_run_gives_the_same_bytes(
    sample_release: Path, real_exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.run.execution.WIDTH_OF_A_PIPE", WIDTH)
    outcome = run_quietly("run")
    assert outcome.code == 0, outcome.err
    # What a person reads at the end fits a screen: focus, changes, where to look, what to open.
    lines = sum(max(1, ceil(len(line) / WIDTH)) for line in outcome.out.splitlines())
    assert lines <= MOST_LINES, outcome.out
    assert "Where to look first: " in outcome.out and "Open first: " in outcome.out
    assert " *" in outcome.out and "* changed beyond chance" in outcome.out
    second = (real_exports / "current").resolve()
    assert second != sample_release
    different = [
        name
        for name, checksum in _checksums(sample_release).items()
        if _checksums(second)[name] != checksum
    ]
    assert different == []


def _checksums(release: Path) -> dict[str, str]:
    names = ("support_kpi.xlsx", "schema.json", "handbook.html")
    files = [*release.glob("parquet/*"), *release.glob("csv/*"), *map(release.joinpath, names)]
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}
