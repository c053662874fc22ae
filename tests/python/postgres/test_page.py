"""The administrator's statements of docs/postgresql.md are enough, and needed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.python.conftest import Warehouse
from tests.python.docs_blocks import blocks
from tests.python.postgres.server import ADMIN, Database, postgres_server

READERS = ("anna", "metabase")


@pytest.fixture
def fresh_host() -> Iterator[str]:
    """A server of its own: roles belong to all databases of one."""
    with postgres_server() as folder:
        yield folder


def test_a_database_made_as_the_page_says_can_be_used(
    project: Path, fresh_host: str, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    (page,) = blocks("psql")
    admin = Database(fresh_host, ADMIN)
    for statement in [f"create role {name} login" for name in READERS] + page.text.split(";")[:-1]:
        admin.ask(statement)
    monkeypatch.setenv("SUPPORT_KPI_TARGET", "postgres")
    monkeypatch.setenv("SUPPORT_KPI_POSTGRES_HOST", fresh_host)

    outcome = warehouse("run")
    assert outcome.code == 0, outcome.err
    published = Database(fresh_host, "support_kpi")
    assert published.ask("select count(*) from support_kpi.fct_calls", user="anna") == [(40,)]
