"""One session on the server: held for a whole run, with the lock that only one run can have."""

import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC
from typing import TYPE_CHECKING, Any

from scripts.base.errors import ConfigurationError, RunInProgressError
from scripts.base.lock import PAUSE_SECONDS, in_progress, user_name
from scripts.servers.postgres.errors import RIGHTS, server_errors
from scripts.servers.postgres.names import BUILD_APPLICATION

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

OLDEST_VERSION = 16
RUN_APPLICATION = re.compile(r"support_kpi (?P<pid>\d+) (?P<user>[^@]*)@(?P<host>.*)")
# Any number that nobody else takes; one run per database, because they share the schema `landing`.
LOCK_KEY = 0x5355504B
ATTEMPTS = 30
HOLDER = """
    select activity.application_name, activity.backend_start
    from pg_locks as locks
    inner join pg_stat_activity as activity on locks.pid = activity.pid
    where locks.locktype = 'advisory' and locks.granted and locks.classid = 0
        and locks.objid = %s and locks.objsubid = 1
        and locks.database = (select oid from pg_database where datname = current_database())
"""
# A killed run's queries go on until they end. Its lock is free by then, so they are nobody's.
ORPHANS = """
    select pg_terminate_backend(pid, 10000)
    from pg_stat_activity
    where application_name = %s and datname = current_database() and usename = current_user
"""
COLUMNS = """
    select attname, format_type(atttypid, atttypmod)
    from pg_attribute where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped
    order by attnum
"""


def connect(application: str = "support_kpi") -> "Connection":
    """Open a session as `profiles/profiles.yml` does, from the same environment variables.

    The password comes from PGPASSWORD or ~/.pgpass, where the driver looks for it.

    Raises:
        ConfigurationError: The driver is not installed or the server does not let us in.
    """
    try:
        import psycopg2
    except ImportError as error:
        raise ConfigurationError(
            "PostgreSQL needs the packages of requirements-dev.txt: install them, or use DuckDB."
        ) from error
    given = os.environ.get
    try:
        return psycopg2.connect(
            host=given("SUPPORT_KPI_POSTGRES_HOST", "localhost"),
            port=given("SUPPORT_KPI_POSTGRES_PORT", "5432"),
            user=given("SUPPORT_KPI_POSTGRES_USER", "support_kpi"),
            dbname=given("SUPPORT_KPI_POSTGRES_DATABASE", "support_kpi"),
            application_name=application,
            connect_timeout=10,
        )
    except psycopg2.OperationalError as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise ConfigurationError(
            f"PostgreSQL cannot be reached ({reason}): {_advice(reason)}."
        ) from error


@contextmanager
def hold_server() -> Iterator["Connection"]:
    """Open the session of a run: on a server that suits, with the lock.

    Whoever publishes does so in this session: without its lock nothing can be swapped.

    Raises:
        ConfigurationError: The server, the database or the user does not suit.
        RunInProgressError: Another run holds the lock.
    """
    host = socket.gethostname()
    with closing(connect(f"support_kpi {os.getpid()} {user_name()}@{host}")) as server:
        with server_errors("starting the run"):
            # No transaction of this session lasts longer than the work in it.
            server.autocommit = True
            ask(server, "set idle_session_timeout = 0")
            _require_suitable(server)
            _take_lock(server)
            ask(server, ORPHANS, BUILD_APPLICATION)
        yield server


def ask(server: "Connection", sql: str, *values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    """Run one statement; returns its rows, if it has any."""
    with server.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def transaction(server: "Connection") -> Iterator[None]:
    """Make all statements inside one: all of them hold, or none."""
    server.autocommit = False
    try:
        with server:
            yield
    finally:
        if not server.closed:
            server.autocommit = True


def columns_of(server: "Connection", relation: str) -> list[tuple[Any, ...]]:
    """Names and types of the columns of a table or view, in order; none where there is no such."""
    return ask(server, COLUMNS, relation)


def version_of(server: "Connection") -> str:
    """Version of the server, as in 16.2."""
    return str(ask(server, "show server_version")[0][0]).split()[0]


def _advice(reason: str) -> str:
    if "password" in reason:
        return "give the password in PGPASSWORD or ~/.pgpass"
    if re.search(r'database "[^"]*" does not exist', reason):
        return "create the database as docs/postgresql.md says, or correct its name"
    return "check that it runs, and the SUPPORT_KPI_POSTGRES_ variables"


def _require_suitable(server: "Connection") -> None:
    if server.server_version < OLDEST_VERSION * 10000:
        raise ConfigurationError(
            f"PostgreSQL {version_of(server)} is too old: "
            f"version {OLDEST_VERSION} or newer is needed."
        )
    name, encoding, may_create, user = ask(
        server,
        """
        select
            datname, pg_encoding_to_char(encoding), has_database_privilege(oid, 'create'),
            current_user
        from pg_database where datname = current_database()
        """,
    )[0]
    if encoding != "UTF8" or not ask(server, "select 'a' > 'B' and 'z' < chr(233)")[0][0]:
        raise ConfigurationError(
            f"The database {name} does not sort texts in UTF-8 by code point, so ties would be "
            "broken otherwise than on DuckDB: create it as docs/postgresql.md says."
        )
    if not may_create:
        raise ConfigurationError(
            f"The user {user} may not create schemas in the database {name}: {RIGHTS}."
        )


def _take_lock(server: "Connection") -> None:
    # A busy server takes a moment to notice that the session of the run before has gone.
    for _ in range(ATTEMPTS):
        if ask(server, "select pg_try_advisory_lock(%s)", LOCK_KEY)[0][0]:
            return
        time.sleep(PAUSE_SECONDS)
    owner: dict[str, Any] = {}
    for application, started_at in ask(server, HOLDER, LOCK_KEY):
        if found := RUN_APPLICATION.fullmatch(application or ""):
            # The server says to nobody else when a user's session began.
            started = (
                started_at.astimezone(UTC).isoformat(timespec="seconds")
                if started_at
                else "an unknown time"
            )
            owner = {**found.groupdict(), "started_at": started}
    raise RunInProgressError(in_progress(owner))
