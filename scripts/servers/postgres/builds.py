"""Builds on the server: a private one while a run goes on, and one per kept release."""

import logging
import re
from typing import TYPE_CHECKING

from scripts.artifacts.export import literal, quoted
from scripts.base.errors import BuildFailedError, PublishError
from scripts.servers.postgres.errors import reason_of, server_errors
from scripts.servers.postgres.names import Names
from scripts.servers.postgres.server import ask

if TYPE_CHECKING:
    from collections.abc import Collection

    from psycopg2.extensions import connection as Connection

logger = logging.getLogger(__name__)

RUN_ID = r"(?P<run_id>\d{8}t\d{9}z)"
SCHEMAS = "select nspname from pg_namespace where nspname ~ %s order by nspname"
IN_USE = """
    select distinct built_schema.nspname
    from pg_class as published
    inner join pg_namespace as schemas on published.relnamespace = schemas.oid
    inner join pg_rewrite as rules on published.oid = rules.ev_class
    inner join pg_depend as uses
        on rules.oid = uses.objid and uses.classid = 'pg_rewrite'::regclass
            and uses.refclassid = 'pg_class'::regclass
    inner join pg_class as built on uses.refobjid = built.oid
    inner join pg_namespace as built_schema on built.relnamespace = built_schema.oid
    where schemas.nspname = %s
"""


def release_schemas(server: "Connection", names: Names) -> dict[str, list[str]]:
    """Schemas of every release that is kept, by run id, newest first."""
    found: dict[str, list[str]] = {}
    pattern = f"^{names.build}_{RUN_ID}_"
    for (schema,) in ask(server, SCHEMAS, pattern.replace("?P<run_id>", "")):
        if match := re.match(pattern, schema):
            found.setdefault(match["run_id"], []).append(schema)
    return dict(sorted(found.items(), reverse=True))


def private_schemas(server: "Connection", names: Names) -> list[str]:
    """Schemas of the build that is not published."""
    return [schema for (schema,) in ask(server, SCHEMAS, f"^{names.private}(_|$)")]


def sign(server: "Connection", names: Names, run_id: str, public: "Collection[str]") -> None:
    """Write whose build it is on the schemas of the marts.

    Raises:
        PublishError: A schema is not one of the private ones, so nothing of it can be published.
    """
    with server_errors("signing the build"):
        for schema in public:
            if not schema.startswith(f"{names.private}_"):
                raise PublishError(
                    f"The schema {schema} has not the prefix {names.private}: let the macro "
                    "generate_schema_name put the target's schema in front, then run again."
                )
            ask(server, f"comment on schema {quoted(schema)} is {literal(_signature(run_id))}")


def require_signed(server: "Connection", run_id: str, public: "Collection[str]") -> None:
    """Make sure that the private build is this run's.

    Raises:
        BuildFailedError: Another run has built since then.
    """
    with server_errors("looking for the build"):
        for schema in public:
            found = ask(server, "select obj_description(to_regnamespace(%s))", quoted(schema))
            if found[0][0] != _signature(run_id):
                raise BuildFailedError(
                    f"The build of run {run_id} is not on the server any more, because another run "
                    "came since: run again."
                )


def _signature(run_id: str) -> str:
    return f"Build of run {run_id}."


def remove_private(server: "Connection", names: Names, keeps_base: bool, is_wanted: bool) -> None:
    """Drop the build that is not published; only the holder of the lock may do so.

    Args:
        server: The session with the lock.
        names: Names on the server.
        keeps_base: Whether the next run goes on from the typed raw rows.
        is_wanted: Whether the place is needed now; else what somebody reads may stay for the time.

    Raises:
        PublishError: The place is wanted, and somebody reads there.
    """
    with server_errors("removing an older build"):
        for schema in private_schemas(server, names):
            if keeps_base and schema == names.base:
                continue
            if is_wanted:
                _drop(server, schema)
            else:
                _drop_if_free(server, schema)


def remove_old_releases(server: "Connection", names: Names, kept: int) -> None:
    """Keep the newest releases; the one that the views show always stays."""
    with server_errors("removing old releases"):
        in_use = {schema for (schema,) in ask(server, IN_USE, names.published)}
        for schemas in list(release_schemas(server, names).values())[kept:]:
            for schema in schemas if not in_use.intersection(schemas) else ():
                _drop_if_free(server, schema)


def _drop_if_free(server: "Connection", schema: str) -> None:
    """Drop a schema unless somebody reads it: one too many is no reason to fail a good run."""
    from psycopg2 import errors

    try:
        _drop(server, schema)
    except errors.LockNotAvailable as error:
        logger.warning("The schema %s cannot be dropped yet: %s.", schema, reason_of(error))


def _drop(server: "Connection", schema: str) -> None:
    ask(server, "set lock_timeout = '5s'")
    try:
        ask(server, f"drop schema {quoted(schema)} cascade")
    finally:
        ask(server, "reset lock_timeout")
