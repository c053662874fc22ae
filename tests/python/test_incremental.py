"""Base models that are brought up to date file by file hold what a whole build would hold."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.artifacts.manifest import read_manifest
from scripts.building.dbt_command import PARSE_CACHE
from tests.python.conftest import DuckdbDesk
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.faults.histories import MANY_BATCHES, ONE_BATCH, History, batches
from tests.python.mini_project import REAL_PROJECT
from tests.python.raw_folder import EVERYTHING, MODELS, RawFolder

SAMPLE = REAL_PROJECT / "data" / "sample"
seeds = st.integers(0, 1 << 32)
SAME = dict.fromkeys(MODELS, 0)


@pytest.fixture
def folder(tmp_path: Path, dbt_runs: DbtRuns) -> RawFolder:
    """A folder of the test's own."""
    return RawFolder(tmp_path, replace(dbt_runs))


def _require_same(folder: RawFolder, batch: list[History], seed: int, steps: int) -> None:
    chance = random.Random(seed)
    folder.fill(batch)
    for step in range(steps):
        folder.move(chance)
        folder.build()
        assert folder.differences() == SAME, step


@ONE_BATCH
@given(batches(12), seeds)
def test_any_history_of_files(
    dbt_runs: DbtRuns, tmp_path_factory: pytest.TempPathFactory, batch: list[History], seed: int
) -> None:
    _require_same(RawFolder(tmp_path_factory.mktemp("files"), dbt_runs), batch, seed, steps=3)


@pytest.mark.soak
@MANY_BATCHES
@given(batches(40), seeds)
def test_many_histories_of_files(
    dbt_runs: DbtRuns, tmp_path_factory: pytest.TempPathFactory, batch: list[History], seed: int
) -> None:
    _require_same(RawFolder(tmp_path_factory.mktemp("files"), dbt_runs), batch, seed, steps=6)


@pytest.mark.parametrize("steps", [1, pytest.param(6, marks=pytest.mark.soak)])
def test_public_tables_after_any_history(
    tehran_desk: DuckdbDesk, tmp_path: Path, steps: int
) -> None:
    """Tickets age, contacts make repeats of answers, rules come and go: nothing old is left."""
    chance = random.Random(steps)
    parsed = tehran_desk.build.parents[2] / PARSE_CACHE
    runs = DbtRuns(tmp_path / "dbt", parsed, variables=tehran_desk.variables)
    folder = RawFolder(tmp_path, runs, EVERYTHING)
    folder.deal(tehran_desk.raw, chance, files=4)
    folder.move(chance)
    # What a run keeps for the next one.
    folder.build("--select", *MODELS)
    tables = [(table.schema, table.name) for table in tehran_desk.tables]
    for step in range(steps):
        folder.move(chance)
        said = json.loads(tehran_desk.variables) | {"fcr_window_days": 3 + step}
        folder.runs.variables = json.dumps(said)
        folder.build()
        found = {table: rows for table, rows in folder.differences(tables).items() if rows}
        assert found == {}, step


def test_only_what_depends_on_nothing_but_raw_files_is_incremental(tehran_desk: DuckdbDesk) -> None:
    manifest = read_manifest(tehran_desk.build.parents[1] / "artifacts")
    parents = {
        node["name"]: [one.split(".")[0] for one in node["depends_on"]["nodes"]]
        for node in manifest["nodes"].values()
        if node["config"].get("materialized") == "by_file"
    }
    assert parents.keys() >= set(MODELS)
    assert parents == dict.fromkeys(parents, ["source"])


MARKED = "update base.base_helpdesk__tickets set priority = 'not in any file'"
COUNT_MARKED = "select count(*) from base.base_helpdesk__tickets where priority = 'not in any file'"


def _change(folder: RawFolder, *statements: str) -> None:
    with duckdb.connect(str(folder.kept)) as connection:
        for statement in statements:
            connection.execute(statement)


def _marked(folder: RawFolder) -> int:
    with duckdb.connect(str(folder.kept), read_only=True) as connection:
        found = connection.execute(COUNT_MARKED).fetchone()
    assert found is not None
    return int(found[0])


@pytest.fixture
def built(folder: RawFolder, small_desk: Path) -> RawFolder:
    """The tickets and calls of a small desk, built once."""
    for table in ("tickets", "calls.csv", "ticket_events.parquet"):
        source, goal = small_desk / table, folder.raw / table
        goal.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, goal)
    folder.build()
    return folder


def test_a_file_that_stays_is_not_typed_again(built: RawFolder) -> None:
    _change(built, MARKED)
    built.build()
    assert _marked(built) > 400
    built.build("--full-refresh")
    assert _marked(built) == 0


def test_other_variables_type_all_files_again(built: RawFolder) -> None:
    _change(built, MARKED)
    built.runs.variables = "{source_timezone: Asia/Tehran}"
    built.build()
    assert _marked(built) == 0
    assert built.differences() == SAME


def test_a_seed_goes_into_its_own_columns(folder: RawFolder, dbt_runs: DbtRuns) -> None:
    """DuckDB copies by position, and the table may be that of an older seed."""
    seed = ("seed", "--select", "channel_groups")
    _write_calls(folder.raw)
    assert dbt_runs.invoke(folder.raw, folder.kept, *seed).success
    rows = "select raw_channel, channel_group from reference.channel_groups order by all"
    with duckdb.connect(str(folder.kept)) as connection:
        loaded = connection.execute(rows).fetchall()
        connection.execute(
            "create or replace table reference.channel_groups as "
            "select channel_group, raw_channel from reference.channel_groups"
        )
    assert dbt_runs.invoke(folder.raw, folder.kept, *seed).success
    with duckdb.connect(str(folder.kept), read_only=True) as connection:
        assert connection.execute(rows).fetchall() == loaded


def _write_calls(raw: Path) -> None:
    raw.mkdir(parents=True)
    shutil.copy2(SAMPLE / "calls.csv", raw)


def test_a_table_of_an_older_contract_is_brought_up_to_date(built: RawFolder) -> None:
    _change(
        built,
        "alter table base.base_helpdesk__tickets drop column fulfilled_at",
        "alter table base.base_helpdesk__tickets add column fax_number varchar",
        "update base.base_helpdesk__tickets set raw_file_version = 'older'",
        MARKED,
    )
    built.build()
    assert _marked(built) == 0
    assert built.differences() == SAME
