"""A real PostgreSQL of the tests' own, on a socket in a scratch folder."""

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.extensions import connection as Connection

ADMIN = "postgres"
# Runs are made by an ordinary user, with the rights of docs/postgresql.md and no more.
BUILDER = "builder"
NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Database:
    """One database of the server."""

    host: str
    name: str

    @property
    def variables(self) -> dict[str, str]:
        """The environment that points a run to it."""
        return {
            "SUPPORT_KPI_TARGET": "postgres",
            "SUPPORT_KPI_POSTGRES_HOST": self.host,
            "SUPPORT_KPI_POSTGRES_USER": BUILDER,
            "SUPPORT_KPI_POSTGRES_DATABASE": self.name,
        }

    def open(self, user: str = ADMIN, **options: Any) -> Connection:  # noqa: ANN401
        """A session; every statement is a transaction of its own."""
        session = psycopg2.connect(host=self.host, user=user, dbname=self.name, **options)
        session.autocommit = True
        return session

    def ask(self, sql: str, user: str = ADMIN) -> list[tuple[Any, ...]]:
        """The rows of one statement."""
        with closing(self.open(user)) as session, session.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def schemas(self) -> list[str]:
        """Schemas that runs have made."""
        found = self.ask("select nspname from pg_namespace where nspname like 'support_kpi%'")
        return sorted(row[0] for row in found)


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start a server; yields the folder of its socket, and stops it afterwards."""
    with warnings.catch_warnings():
        # Its library for folders complains where no login session is.
        warnings.simplefilter("ignore")
        import pgserver
    # The server runs as a user of its own where the tests run as root: the folder must let it in.
    with tempfile.TemporaryDirectory(prefix="support_kpi_pg_") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        server = pgserver.get_server(data, cleanup_mode="stop")
        try:
            with closing(psycopg2.connect(host=str(data), user=ADMIN, dbname=ADMIN)) as session:
                session.autocommit = True
                with session.cursor() as cursor:
                    cursor.execute("alter system set fsync = off")
                    cursor.execute("select pg_reload_conf()")
                    cursor.execute(f"create role {BUILDER} login createrole")
            yield str(data)
        finally:
            server.cleanup()


def create_database(host: str, options: str = "locale 'C.UTF-8' template template0") -> Database:
    """A database as docs/postgresql.md makes it, which the builder may build in."""
    database = Database(host, f"test_{next(NUMBERS)}")
    admin = Database(host, ADMIN)
    admin.ask(f"create database {database.name} {options}")
    admin.ask(f"grant create on database {database.name} to {BUILDER}")
    return database
