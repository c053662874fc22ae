"""What a person reads when the server, the database or the user does not suit."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.python.conftest import Warehouse, error_sentence
from tests.python.faults.contract import good_row
from tests.python.faults.delivery import write_table
from tests.python.postgres.server import BUILDER, Database, create_database


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"HOST": "/nowhere"}, "No such file or directory"),
        ({"HOST": "127.0.0.1", "PORT": "1"}, "Connection refused"),
        ({"DATABASE": "atlantis"}, "create the database as docs/postgresql.md says"),
        ({"USER": "stranger"}, 'role "stranger" does not exist'),
        ({"USER": "guarded"}, "give the password in PGPASSWORD or ~/.pgpass"),
        ({"SCHEMA": "Support KPI"}, "SUPPORT_KPI_POSTGRES_SCHEMA is 'Support KPI'"),
        ({"PUBLISHED": "support_kpi_build_marts"}, "a name of the builds"),
        ({"PUBLISHED": "landing"}, "where the raw rows or PostgreSQL's own tables are"),
        ({"PUBLISHED": "pg_catalog"}, "SUPPORT_KPI_POSTGRES_PUBLISHED is 'pg_catalog'"),
        ({"SCHEMA": "landing"}, "SUPPORT_KPI_POSTGRES_SCHEMA is 'landing'"),
        ({"READER": "x" * 40}, "SUPPORT_KPI_POSTGRES_READER"),
    ],
)
def test_wrong_settings(
    desk: Path,
    guarded: None,
    warehouse: Warehouse,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    words: str,
) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(f"SUPPORT_KPI_POSTGRES_{name}", value)
    outcome = warehouse("run")
    assert outcome.code == 2
    assert words in error_sentence(outcome)


@pytest.fixture
def guarded(host: str, database: Database) -> None:
    """A user who needs a password."""
    rules = Path(host) / "pg_hba.conf"
    if "guarded" not in rules.read_text():
        rules.write_text("local all guarded scram-sha-256\n" + rules.read_text())
        database.ask("create role guarded login password 'known'")
        database.ask("select pg_reload_conf()")


def test_a_wrong_password(
    desk: Path, guarded: None, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_POSTGRES_USER", "guarded")
    monkeypatch.setenv("PGPASSWORD", "guessed")
    outcome = warehouse("run")
    assert outcome.code == 2
    assert "password authentication failed" in error_sentence(outcome)
    assert "guessed" not in outcome.err


def test_rights_that_are_missing(
    desk: Path, database: Database, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.ask(f"revoke create on database {database.name} from {BUILDER}")
    outcome = warehouse("run")
    assert outcome.code == 2
    assert f"The user {BUILDER} may not create schemas" in error_sentence(outcome)
    database.ask("drop role if exists clerk; create role clerk login")
    database.ask(f"grant create on database {database.name} to clerk")
    monkeypatch.setenv("SUPPORT_KPI_POSTGRES_USER", "clerk")
    monkeypatch.setenv("SUPPORT_KPI_POSTGRES_READER", "people")
    outcome = warehouse("run")
    assert outcome.code == 2
    assert "let an administrator run `create role people nologin`" in error_sentence(outcome)
    database.ask("drop owned by clerk; drop role clerk")


def test_a_schema_of_somebody_else(desk: Path, database: Database, warehouse: Warehouse) -> None:
    database.ask("create schema landing")
    outcome = warehouse("run")
    assert outcome.code == 2
    assert "does not allow loading the raw files" in error_sentence(outcome)


def test_raw_files_that_break_the_contract(desk: Path, warehouse: Warehouse) -> None:
    outcome = warehouse("run", "--vars", "{short_abandon_seconds: 98}")
    assert outcome.code == 3
    assert "calls.csv lacks the required column call_id" in error_sentence(outcome)
    assert "alert could not be made" not in outcome.err


def test_files_that_the_gate_rejects_leave_the_server_as_it_was(
    database: Database, tmp_path: Path, warehouse: Warehouse, new_exports: Path
) -> None:
    calls = [good_row("calls", call_id=f"C{n}", started_at="25.03.25") for n in range(20)]
    calls.append(good_row("calls", call_id="C20"))
    write_table(tmp_path / "raw" / "calls.csv", "calls", calls)
    schemas = database.schemas()
    outcome = warehouse("run", "--raw-path", str(tmp_path / "raw"))
    assert outcome.code == 3
    assert "20 of 21 rows of calls, such as '25.03.25'" in error_sentence(outcome)
    assert database.schemas() == schemas


def test_another_sort_order(
    desk: Path, host: str, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = create_database(host, "encoding 'SQL_ASCII' locale 'C' template template0")
    monkeypatch.setenv("SUPPORT_KPI_POSTGRES_DATABASE", other.name)
    outcome = warehouse("run")
    assert outcome.code == 2
    assert "does not sort texts in UTF-8 by code point" in error_sentence(outcome)


def test_what_a_server_cannot_do(
    desk: Path, warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = warehouse("publish", "--from-build", str(tmp_path))
    assert outcome.code == 2
    assert "works with the target 'duckdb' only" in error_sentence(outcome)
    outcome = warehouse("run", "--target", "oracle")
    assert outcome.code == 2
    assert "The target 'oracle' is unknown" in error_sentence(outcome)


@pytest.mark.soak
def test_a_server_that_goes_away(
    desk: Path, database: Database, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session with the lock is ended just before the swap: nothing is swapped without it."""
    assert warehouse("run").code == 0
    from scripts.servers.postgres import views

    def ended(*arguments: object) -> None:
        database.ask(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where application_name like 'support_kpi %'"
        )
        swap(*arguments)  # type: ignore[arg-type]

    swap = views.swap_views
    before = database.ask("select obj_description('support_kpi'::regnamespace)")
    with monkeypatch.context() as patch:
        patch.setattr(views, "swap_views", ended)
        outcome = warehouse("run")
    assert outcome.code == 1
    assert "The connection to PostgreSQL broke off while publishing" in error_sentence(outcome)
    assert database.ask("select obj_description('support_kpi'::regnamespace)") == before
    assert len(list((desk / "exports/releases").iterdir())) == 1
    assert warehouse("run").code == 0


@pytest.fixture
def small_disk(host: str, database: Database, tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, on which the database puts its tables."""
    disk = Path(host).parent / f"disk_{database.name}"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("Only root may mount a small disk here.")
    try:
        owner = Path(host).stat()
        os.chown(disk, owner.st_uid, owner.st_gid)
        database.ask(f"create tablespace {database.name} location '{disk}'")
        database.ask(f"grant create on tablespace {database.name} to public")
        database.ask(f"alter database {database.name} set default_tablespace = {database.name}")
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.soak
def test_the_disk_of_the_server_is_full(
    desk: Path, database: Database, small_disk: Path, warehouse: Warehouse
) -> None:
    assert warehouse("run").code == 0
    before = database.ask("select count(*) from support_kpi.fct_calls")
    raw = desk / "data/sample/calls.csv"
    small = raw.read_text()
    rows = (f"call-{number:06d},support\n" for number in range(100_000, 120_000))
    # First so little space that nothing can be built, then too many raw rows.
    for text, kilobytes in ((small, 60), (small + "".join(rows), 2000)):
        raw.write_text(text)
        _fill(small_disk, kilobytes)
        outcome = warehouse("run")
        assert outcome.code == 1
        assert "disk" in error_sentence(outcome)
        assert "server" in error_sentence(outcome)
        assert database.ask("select count(*) from support_kpi.fct_calls") == before
    raw.write_text(small)
    assert warehouse("run").code == 0


def _fill(disk: Path, free_kilobytes: int) -> None:
    """Leave so much space, or what there is."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    state = os.statvfs(disk)
    size = state.f_bavail * state.f_frsize - free_kilobytes * 1024
    with ballast.open("wb") as file:
        if size > 0:
            os.posix_fallocate(file.fileno(), 0, size)
