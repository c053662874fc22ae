"""Runs that go on from the tables of the last published one, where that is wanted."""

from pathlib import Path

import duckdb
import pytest

from scripts.base.files import read_json
from tests.python.conftest import Warehouse, error_sentence
from tests.python.mini_project import add_call

MARK = "create schema base; create table base.mark as select 1 as seen"


def _kept(project: Path) -> Path:
    return project / "exports/kept_build/support_kpi_build.duckdb"


def _is_marked(project: Path) -> bool:
    with duckdb.connect(str(_kept(project)), read_only=True) as connection:
        return bool(connection.execute("from duckdb_tables() where table_name = 'mark'").fetchall())


@pytest.fixture
def marked(project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose kept build can be told from any other."""
    monkeypatch.setenv("SUPPORT_KPI_INCREMENTAL", "yes")
    assert warehouse("run").code == 0
    with duckdb.connect(str(_kept(project))) as connection:
        connection.execute(MARK)
    return project


def test_a_run_goes_on_from_the_last_one(marked: Path, warehouse: Warehouse) -> None:
    assert _kept(marked).parent.stat().st_mode & 0o077 == 0
    add_call(marked, 1)
    outcome = warehouse("run")
    assert outcome.code == 0, outcome.err
    assert _is_marked(marked)
    with duckdb.connect(str(marked / "exports/current/support_kpi.duckdb")) as release:
        assert release.execute("select count(*) from marts.fct_calls").fetchone() == (41,)
        assert not release.execute("from duckdb_tables() where table_name = 'mark'").fetchall()


def test_a_seed_with_other_columns_is_no_concern(marked: Path, warehouse: Warehouse) -> None:
    """Into a table that it finds, dbt would put the values by position."""
    seed = marked / "seeds/catalogue/kpi_catalogue.csv"
    header, *rows = [line.split(",") for line in seed.read_text().splitlines()]
    seed.write_text("\n".join(",".join(reversed(line)) for line in [header, *rows]) + "\n")
    outcome = warehouse("run")
    assert outcome.code == 0, outcome.err
    with duckdb.connect(str(marked / "exports/current/support_kpi.duckdb")) as release:
        found = release.execute("select kpi_id, family from marts.kpi_catalogue").fetchall()
    assert ("contact_volume", "workload") in found


def test_refused_files_cost_nothing(marked: Path, warehouse: Warehouse) -> None:
    outcome = warehouse("run", "--vars", "{short_abandon_seconds: nonsense}")
    assert outcome.code == 2
    assert _is_marked(marked)


def test_a_build_that_cannot_be_kept_fails_no_run(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_INCREMENTAL", "yes")
    (project / "exports").mkdir(exist_ok=True)
    (project / "exports/kept_build").write_text("a file where a folder should be")
    outcome = warehouse("run")
    assert outcome.code == 0, outcome.err
    assert "cannot be kept" in outcome.err


def test_a_build_that_is_published_later_goes_on_too(marked: Path, warehouse: Warehouse) -> None:
    assert warehouse("build").code == 0
    assert not _kept(marked).exists()
    assert warehouse("publish").code == 0
    assert _is_marked(marked)


def test_after_a_failed_run_everything_is_built(marked: Path, warehouse: Warehouse) -> None:
    raw = marked / "data/sample/calls.csv"
    good = raw.read_text()
    add_call(marked, 1)
    add_call(marked, 1)
    assert warehouse("run").code == 1
    raw.write_text(good)
    assert warehouse("run").code == 0
    assert not _is_marked(marked)


def test_nothing_is_kept_unless_it_is_wanted(
    marked: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUPPORT_KPI_INCREMENTAL")
    assert warehouse("run").code == 0
    assert not _kept(marked).parent.exists()


def test_other_words_than_yes_and_no_are_refused(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_INCREMENTAL", "maybe")
    outcome = warehouse("run")
    assert outcome.code == 2
    assert "SUPPORT_KPI_INCREMENTAL is 'maybe': give yes or no" in error_sentence(outcome)


def test_a_full_refresh_reaches_dbt(marked: Path, warehouse: Warehouse) -> None:
    asked = []
    for options in ([], ["--full-refresh"]):
        assert warehouse("run", *options).code == 0
        release = (marked / "exports/current").resolve().name
        results = read_json(marked / "exports/runs" / release / "artifacts/run_results.json")
        assert results is not None
        asked.append(results["args"].get("full_refresh", False))
    assert asked == [False, True]
