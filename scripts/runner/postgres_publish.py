"""Readers of PostgreSQL: stable views over the newest build, and a role that may only read."""

import logging
import re
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

from scripts.runner.errors import PublishError
from scripts.runner.export import literal, quoted
from scripts.runner.manifest import PublicTable
from scripts.runner.postgres import connect

if TYPE_CHECKING:
    from psycopg2.extensions import cursor as Cursor

logger = logging.getLogger(__name__)

STABLE_SCHEMA = "support_kpi"
READER_ROLE = "support_kpi_reader"
BUILD_PREFIX = "support_kpi_build_"
# A reader in the middle of a query keeps its old tables; they go with the next run.
LOCK_TIMEOUT = "3s"


def build_schema(run_id: str) -> str:
    """Prefix of the schemas that one run builds in."""
    return BUILD_PREFIX + re.sub(r"[^a-z0-9]", "_", run_id.lower())


def publish_views(tables: Iterable[PublicTable], run_id: str) -> None:
    """Point the stable views at a good build, all in one transaction.

    Views are replaced, not dropped, so that views of users upon them live on.

    Raises:
        PublishError: A public table lost or changed a column on which a user's own view depends.
    """
    import psycopg2

    with closing(connect()) as server:
        with server, server.cursor() as cursor:
            cursor.execute(f"create schema if not exists {STABLE_SCHEMA}")
            cursor.execute("select 1 from pg_roles where rolname = %s", [READER_ROLE])
            if cursor.fetchone() is None:
                cursor.execute(f"create role {READER_ROLE} nologin")
            wanted = {table.name: quoted(table.schema, table.name) for table in tables}
            for name, relation in wanted.items():
                _replace_view(cursor, name, relation)
            cursor.execute(
                "select table_name from information_schema.views where table_schema = %s",
                [STABLE_SCHEMA],
            )
            for (name,) in cursor.fetchall():
                if name not in wanted:
                    _drop_view(cursor, name)
            cursor.execute(f"grant usage on schema {STABLE_SCHEMA} to {READER_ROLE}")
            cursor.execute(f"grant select on all tables in schema {STABLE_SCHEMA} to {READER_ROLE}")
            cursor.execute(f"comment on schema {STABLE_SCHEMA} is {literal(run_id)}")
        try:
            _drop_other_builds(server, run_id)
        except psycopg2.Error as error:
            logger.info("old builds stay until the next run: %s", error)


def published_run() -> str | None:
    """The run that the stable views show; None before the first one."""
    with closing(connect()) as server, server.cursor() as cursor:
        cursor.execute(
            "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = %s",
            [STABLE_SCHEMA],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def drop_builds_except(run_id: str | None) -> None:
    """Remove what failed and killed runs left; only the holder of the lock may call this."""
    with closing(connect()) as server:
        _drop_other_builds(server, run_id)


def _replace_view(cursor: "Cursor", name: str, relation: str) -> None:
    import psycopg2

    view = quoted(STABLE_SCHEMA, name)
    statement = f"view {view} as select * from {relation}"  # noqa: S608
    cursor.execute("savepoint before_view")
    try:
        cursor.execute(f"create or replace {statement}")
    except psycopg2.errors.InvalidTableDefinition:
        # A column was removed, renamed or typed anew.
        cursor.execute("rollback to savepoint before_view")
        _drop_view(cursor, name)
        cursor.execute(f"create {statement}")


def _drop_view(cursor: "Cursor", name: str) -> None:
    import psycopg2

    try:
        cursor.execute(f"drop view {quoted(STABLE_SCHEMA, name)}")
    except psycopg2.errors.DependentObjectsStillExist as error:
        detail = " ".join((error.diag.message_detail or "").split())
        raise PublishError(
            f"The columns of {STABLE_SCHEMA}.{name} changed, and other objects depend on it "
            f"({detail}): drop or change those, then publish again."
        ) from error


def _drop_other_builds(server: object, run_id: str | None) -> None:
    with server, server.cursor() as cursor:
        cursor.execute(f"set local lock_timeout = '{LOCK_TIMEOUT}'")
        cursor.execute(
            "select nspname from pg_namespace where starts_with(nspname, %s) order by nspname",
            [BUILD_PREFIX],
        )
        kept = build_schema(run_id) if run_id else None
        for (schema,) in cursor.fetchall():
            if kept is None or not schema.startswith(kept + "_"):
                cursor.execute(f"drop schema {quoted(schema)} cascade")
