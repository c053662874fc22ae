"""Runs on a server: what readers see after good, failed and killed ones."""

import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import psycopg2
import pytest

from scripts.servers.postgres.server import LOCK_KEY, hold_server
from tests.python.conftest import Warehouse, error_sentence
from tests.python.faults.processes import finish, start
from tests.python.mini_project import add_call
from tests.python.postgres.server import BUILDER, Database

CALLS = "select * from support_kpi.fct_calls order by call_id"
KILLS = 6
LEFT_OPEN = "support_kpi_build_run_marts"


def test_a_run_publishes_what_the_files_hold(
    desk: Path, database: Database, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_KEEP_RELEASES", "1")
    for number in range(2):
        add_call(desk, number)
        outcome = warehouse("run")
        assert outcome.code == 0, outcome.err
    assert "Raw rows: 42 read" in outcome.out
    current = desk / "exports/current"
    with duckdb.connect(str(current / "support_kpi.duckdb"), read_only=True) as release:
        released = release.execute("select * from marts.fct_calls order by call_id").fetchall()
    assert database.ask(CALLS) == released
    assert len(released) == 42
    assert database.ask("select * from support_kpi.kpi_catalogue") == [
        ("contact_volume", "workload")
    ]
    # Of the newest release the public layers, and nothing else.
    kept = sorted(path.name.lower() for path in (desk / "exports/releases").iterdir())
    builds = [f"support_kpi_build_{run}_{name}" for run in kept for name in ("marts", "reference")]
    assert database.schemas() == ["support_kpi", *builds]
    assert warehouse("status", "--verify").code == 0


def test_a_failed_run_leaves_readers_the_last_release(
    desk: Path, database: Database, warehouse: Warehouse
) -> None:
    assert warehouse("run").code == 0
    before, current = database.ask(CALLS), (desk / "exports/current").resolve()
    add_call(desk, 1)
    add_call(desk, 1)
    outcome = warehouse("run")
    assert outcome.code == 1
    assert "1 test failed, unique_fct_calls_call_id" in error_sentence(outcome)
    assert (database.ask(CALLS), (desk / "exports/current").resolve()) == (before, current)
    # What failed stands there to be looked at, until the next run.
    assert len(database.ask(f"select * from {LEFT_OPEN}.fct_calls")) == 42
    database.ask(f"create table {LEFT_OPEN}.left_behind (number integer)")
    raw = desk / "data/sample/calls.csv"
    raw.write_text(raw.read_text().replace("call-901,support\n", "", 1))
    assert warehouse("run").code == 0
    assert len(database.ask(CALLS)) == 41
    assert LEFT_OPEN not in database.schemas()
    assert database.ask("select * from pg_tables where tablename = 'left_behind'") == []


def test_a_failed_rule_is_told_in_its_own_words(
    desk: Path, database: Database, warehouse: Warehouse
) -> None:
    (desk / "tests").mkdir()
    (desk / "tests/no_support.sql").write_text(
        "select 'queue is support' as broken_rule from {{ ref('fct_calls') }}\n"
        "where queue = 'support'"
    )
    assert "such as: queue is support" in error_sentence(warehouse("run"))


def test_build_and_publish_one_by_one(
    desk: Path, database: Database, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert warehouse("build").code == 0
    assert database.schemas().count(LEFT_OPEN) == 1
    with monkeypatch.context() as patch:
        patch.delenv("SUPPORT_KPI_TARGET")
        outcome = warehouse("publish")
    assert outcome.code == 2
    assert "made for the target 'postgres', not for 'duckdb'" in error_sentence(outcome)
    (built,) = database.ask(f"select obj_description('{LEFT_OPEN}'::regnamespace)")
    database.ask(f"comment on schema {LEFT_OPEN} is 'Build of run 1.'")
    outcome = warehouse("publish")
    assert outcome.code == 1
    assert "because another run came since" in error_sentence(outcome)
    database.ask(f"comment on schema {LEFT_OPEN} is '{built[0]}'")
    # The table that the runner completes while it publishes, here played by another one.
    monkeypatch.setattr("scripts.servers.postgres.target.RESTATEMENTS", "fct_calls")
    database.ask(f"delete from {LEFT_OPEN}.fct_calls")
    outcome = warehouse("publish")
    assert outcome.code == 0, outcome.err
    assert len(database.ask(CALLS)) == 40
    assert LEFT_OPEN not in database.schemas()


def test_load_alone_fills_the_landing_schema(
    desk: Path, database: Database, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUPPORT_KPI_TARGET")
    for number in range(2):
        outcome = warehouse("load")
        assert outcome.code == 0, outcome.err
        assert database.ask("select count(*) from landing.calls") == [(40 + number,)]
        add_call(desk, number)
    assert database.schemas() == []


def test_a_run_waits_for_the_session_of_the_one_before(database: Database) -> None:
    with closing(database.open(BUILDER)) as before, before.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK_KEY])
        ending = threading.Timer(0.5, before.close)
        ending.start()
        with hold_server():
            assert before.closed
        ending.join()


@pytest.mark.soak
def test_the_next_run_clears_away_a_killed_one(
    desk: Path, database: Database, warehouse: Warehouse
) -> None:
    """Its build, and the query that the server went on with."""
    database.ask(f"create schema {LEFT_OPEN}", user=BUILDER)
    database.ask(f"create table {LEFT_OPEN}.old as select 1 as number", user=BUILDER)
    session = database.open(BUILDER, application_name="support_kpi_build")
    with closing(session) as orphan, orphan.cursor() as cursor:
        cursor.execute(f"begin; lock table {LEFT_OPEN}.old in access exclusive mode")
        outcome = warehouse("run")
        assert outcome.code == 0, outcome.err
        with pytest.raises(psycopg2.OperationalError):
            cursor.execute("select 1")
    assert len(database.ask(CALLS)) == 40


def test_a_run_on_another_machine_is_named(
    desk: Path, database: Database, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.servers.postgres.server.user_name", lambda: "ada")
    monkeypatch.setattr("socket.gethostname", lambda: "elsewhere")
    with hold_server():
        outcome = warehouse("run")
    assert outcome.code == 4
    assert "started by ada on elsewhere (process " in error_sentence(outcome)
    assert warehouse("run").code == 0


def test_a_run_of_another_user_of_the_server_is_in_progress(
    desk: Path, database: Database, warehouse: Warehouse
) -> None:
    """The server does not say since when the session of another user lasts."""
    application = "support_kpi 7 ada@elsewhere"
    with closing(database.open(application_name=application)) as other, other.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK_KEY])
        outcome = warehouse("run")
    assert outcome.code == 4
    assert "started by ada on elsewhere (process 7) at an unknown time" in error_sentence(outcome)


@pytest.mark.soak
def test_old_releases_that_somebody_reads_stay_for_the_time(
    desk: Path, database: Database, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_KEEP_RELEASES", "1")
    assert warehouse("run").code == 0
    (built,) = (name for name in database.schemas() if name.endswith("z_marts"))
    with closing(database.open()) as reader, reader.cursor() as cursor:
        cursor.execute(f"begin; select * from {built}.fct_calls")
        outcome = warehouse("run")
        assert outcome.code == 0, outcome.err
        assert f"The schema {built} cannot be dropped yet" in outcome.err
    assert warehouse("run").code == 0
    assert built not in database.schemas()


@pytest.mark.soak
def test_killed_at_any_instant_readers_keep_a_whole_release(
    desk: Path, database: Database, warehouse: Warehouse, record: Callable[[str], None]
) -> None:
    began_at = time.monotonic()
    assert finish(start(desk, "run"))[0] == 0
    length = time.monotonic() - began_at
    for number in range(KILLS):
        add_call(desk, number)
        process = start(desk, "run")
        time.sleep(length * (number + 1) / (KILLS + 1))
        process.kill()
        process.join()
        value = database.ask("select value from support_kpi.kpi_scorecard")
        assert value == database.ask("select count(*) from support_kpi.fct_calls")
    assert warehouse("run").code == 0
    assert len(database.ask(CALLS)) == 40 + KILLS
    run_id = (desk / "exports/current").resolve().name.lower()
    private = [name for name in database.schemas() if name.startswith("support_kpi_build_run")]
    assert (private, run_id in " ".join(database.schemas())) == ([], True)
    record(f"Kills of runs on PostgreSQL: {KILLS}, readers saw a whole release after each.")
