"""One server for all tests of this folder, one database for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.python.postgres.server import Database, create_database, postgres_server


@pytest.fixture(scope="session")
def host() -> Iterator[str]:
    """The server's socket."""
    with postgres_server() as folder:
        yield folder


@pytest.fixture
def database(host: str, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database of the test's own, which the environment names as the target."""
    created = create_database(host)
    for name, value in created.variables.items():
        monkeypatch.setenv(name, value)
    return created


@pytest.fixture
def desk(project: Path, database: Database) -> Path:
    """The mini project with that database as its target."""
    return project
