"""Repointing the views: readers see one whole release, and nobody waits for ever."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg2
import pytest

from scripts.artifacts.manifest import PublicTable
from scripts.base.errors import PublishError
from scripts.servers.postgres import views
from scripts.servers.postgres.names import load_names
from scripts.servers.postgres.server import connect
from tests.python.postgres.server import ADMIN, Database

PRIVATE = "support_kpi_build_run_marts"
TABLES = [
    PublicTable(name, PRIVATE, f"About {name}.", True, columns={"release": "Its number."})
    for name in ("kpi_values", "fct_calls")
]
Publish = Callable[..., None]


@pytest.fixture
def publish(database: Database) -> Iterator[Publish]:
    """Publish a build of two tables that tell their number: `publish(1)`."""
    names = load_names()
    with closing(connect()) as server:
        server.autocommit = True
        views.prepare(server, names)

        def make(number: int, columns: str = "{} as release", tables: int = 2) -> None:
            with server.cursor() as cursor:
                cursor.execute(f"create schema {PRIVATE}")
                for table in TABLES[:tables]:
                    cursor.execute(
                        f"create table {PRIVATE}.{table.name} as select {columns.format(number)}"
                    )
            try:
                run_id = f"20260101T{number:09d}Z"
                views.swap_views(server, names, TABLES[:tables], run_id, "2026-01-01")
            finally:
                with server.cursor() as cursor:
                    cursor.execute(f"drop schema if exists {PRIVATE} cascade")

        yield make


def test_no_transaction_of_a_reader_sees_two_releases(database: Database, publish: Publish) -> None:
    publish(1)
    stop, seen, mixed = threading.Event(), set(), []

    def read() -> None:
        with closing(database.open()) as session, session.cursor() as cursor:
            while not stop.is_set():
                cursor.execute("begin")
                answers = []
                for table in ("kpi_values", "fct_calls"):
                    cursor.execute(f"select release from support_kpi.{table}")
                    answers.append(cursor.fetchone()[0])
                    time.sleep(0.002)
                cursor.execute(
                    "select * from support_kpi.fct_calls cross join support_kpi.kpi_values"
                )
                answers += cursor.fetchone()
                cursor.execute("commit")
                time.sleep(0.005)
                seen.update(answers)
                if len(set(answers)) > 1:
                    mixed.append(answers)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(2, 22):
        publish(number)
    stop.set()
    for reader in readers:
        reader.join(10)
    assert mixed == []
    assert len(seen) > 10, "the readers were too slow to see the releases come"


def test_a_reader_who_never_ends_is_named_and_the_last_release_stays(
    database: Database, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PATIENCE_SECONDS", 1.0)
    monkeypatch.setattr(views, "LAST_ATTEMPT_SECONDS", (0.1, 0.2))
    publish(1)
    with closing(database.open(application_name="dashboard")) as reader, reader.cursor() as cursor:
        cursor.execute("begin; select * from support_kpi.kpi_values")
        with pytest.raises(PublishError, match=rf"\(dashboard of {ADMIN} \(process \d+\)\)"):
            publish(2)
        # Nobody else had to wait for the attempts, and nothing was half done.
        assert database.ask("select release from support_kpi.fct_calls") == [(1,)]
        cursor.execute("commit")
    publish(3)
    assert database.ask("select release from support_kpi.kpi_values") == [(3,)]


def test_views_of_others_follow(database: Database, publish: Publish) -> None:
    publish(1)
    database.ask("create view public.mine as select release from support_kpi.kpi_values")
    publish(2)
    assert database.ask("select * from public.mine") == [(2,)]
    publish(3, columns="{} as release, 'new' as word")
    assert database.ask("select * from public.mine") == [(3,)]
    with pytest.raises(PublishError, match="views of others"):
        publish(4, columns="'other' as word, {} as release")
    assert database.ask("select release, word from support_kpi.fct_calls") == [(3, "new")]
    database.ask("drop view public.mine")
    publish(5, columns="'other' as word, {} as release")
    assert database.ask("select * from support_kpi.kpi_values") == [("other", 5)]


def test_a_mart_that_is_gone_takes_its_view_along(database: Database, publish: Publish) -> None:
    publish(1)
    database.ask("create view support_kpi.mine as select 1 as number")
    publish(2, tables=1)
    found = database.ask("select viewname from pg_views where schemaname = 'support_kpi'")
    assert sorted(found) == [("kpi_values",), ("mine",)]


def test_a_table_in_the_place_of_a_view_is_left_alone(database: Database, publish: Publish) -> None:
    database.ask("create table support_kpi.fct_calls (own_work text)")
    with pytest.raises(PublishError, match="support_kpi.fct_calls is no view of the runner's"):
        publish(1)
    assert database.ask("select * from support_kpi.fct_calls") == []


def test_the_reader_reads_the_views_and_nothing_else(database: Database, publish: Publish) -> None:
    publish(1)
    with closing(database.open()) as session, session.cursor() as cursor:
        cursor.execute("set role support_kpi_reader")
        cursor.execute("select release from support_kpi.kpi_values")
        assert cursor.fetchall() == [(1,)]
        (built,) = (name for name in database.schemas() if name.endswith("_marts"))
        for statement in (
            f"select * from {built}.kpi_values",
            "update support_kpi.kpi_values set release = 2",
            "delete from support_kpi.kpi_values",
            "drop view support_kpi.kpi_values",
            "create table support_kpi.more (number int)",
            "create table public.more (number int)",
            "create schema more",
        ):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(statement)
