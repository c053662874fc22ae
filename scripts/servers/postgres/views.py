"""The stable views that people read, pointed at a new release in one transaction.

A reader's transaction keeps its locks on the views that it has read, and the swap wants all of them
at once: so no transaction ever sees two releases, and no statement half of one.
"""

import random
import time
from typing import TYPE_CHECKING

from scripts.artifacts.export import literal, quoted
from scripts.artifacts.manifest import PublicTable
from scripts.base.errors import ConfigurationError, PublishError
from scripts.servers.postgres.errors import reason_of, server_errors
from scripts.servers.postgres.names import Names
from scripts.servers.postgres.server import ask, columns_of, transaction

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

# How long one attempt waits for a view, and how long all of them may take. An attempt is shorter
# than PostgreSQL waits before it looks for a deadlock, so that no reader is ended for our sake, and
# readers that come meanwhile wait no longer. Only where long queries overlap all the time, the last
# attempts wait for those to end.
ATTEMPT_SECONDS = (0.1, 0.9)
LAST_ATTEMPT_SECONDS = (5.0, 10.0)
PATIENCE_SECONDS = 120.0
PATIENT_SHARE = 0.6
PAUSE_SECONDS = (0.05, 0.3)
RELATIONS = """
    select relname, relkind from pg_class
    where relnamespace = to_regnamespace(%s) and relkind in ('r', 'v', 'm', 'p', 'f')
"""
# Views of ours show builds of ours; people may have views of their own beside them.
OWN_VIEWS = """
    select view_name from information_schema.view_table_usage
    where view_schema = %s and table_schema like %s
    group by view_name order by view_name
"""
HOLDERS = """
    select distinct coalesce(nullif(application_name, ''), 'a session') || ' of ' || usename
        || ' (process ' || pid || ')'
    from pg_locks inner join pg_stat_activity using (pid)
    where pid <> pg_backend_pid() and relation in (
        select oid from pg_class where relnamespace = to_regnamespace(%s)
    )
    order by 1
"""


def prepare(server: "Connection", names: Names) -> None:
    """Make the published schema and the role of its readers, where they are absent.

    Raises:
        ConfigurationError: The role is absent and this user may make none.
    """
    with server_errors("making the published schema"):
        ask(server, f"create schema if not exists {quoted(names.published)}")
        if ask(server, "select 1 from pg_roles where rolname = %s", names.reader):
            return
        user, may_create = ask(
            server,
            "select rolname, rolcreaterole or rolsuper from pg_roles where rolname = current_user",
        )[0]
        if not may_create:
            raise ConfigurationError(
                f"There is no role {names.reader}, and the user {user} may not create one: let an "
                f"administrator run `create role {names.reader} nologin`."
            )
        ask(server, f"create role {quoted(names.reader)} nologin")


def swap_views(
    server: "Connection", names: Names, tables: list[PublicTable], run_id: str, as_of: str | None
) -> None:
    """Point the views at the private build, which thereby becomes the release of its run.

    Raises:
        PublishError: Readers hold the views for too long, or the views of others are in the way.
    """
    from psycopg2 import errors

    began_at = time.monotonic()
    with server_errors("publishing"):
        while True:
            patience = (time.monotonic() - began_at) / PATIENCE_SECONDS
            limits = ATTEMPT_SECONDS if patience < PATIENT_SHARE else LAST_ATTEMPT_SECONDS
            try:
                with transaction(server):
                    milliseconds = round(random.uniform(*limits) * 1000)  # noqa: S311 - no secret
                    ask(server, f"set local lock_timeout = {milliseconds}")
                    _swap(server, names, tables, run_id, as_of)
            except (errors.LockNotAvailable, errors.DeadlockDetected) as error:
                if patience > 1:
                    holders = ", ".join(row[0] for row in ask(server, HOLDERS, names.published))
                    raise PublishError(
                        f"Readers hold the published views for more than {PATIENCE_SECONDS:.0f} s "
                        f"({holders or 'who is unknown'}): end their transactions, then run "
                        "publish; the last release stays as it is."
                    ) from error
                time.sleep(random.uniform(*PAUSE_SECONDS))  # noqa: S311 - no secret
            except errors.DependentObjectsStillExist as error:
                raise PublishError(
                    "The columns of a published view have changed, and views of others are built "
                    f"on it ({reason_of(error)}): drop those, run publish, and make them again."
                ) from error
            else:
                return


def _swap(
    server: "Connection", names: Names, tables: list[PublicTable], run_id: str, as_of: str | None
) -> None:
    wanted = {table.name for table in tables}
    relations = dict(ask(server, RELATIONS, names.published))
    for name in wanted & relations.keys():
        if relations[name] != "v":
            raise PublishError(
                f"{names.published}.{name} is no view of the runner's: move it away, then publish."
            )
    known = {name for (name,) in ask(server, OWN_VIEWS, names.published, f"{names.build}\\_%")}
    known |= wanted & relations.keys()
    # Another order each time: a reader who reads in the opposite one would be in the way again.
    for name in random.sample(sorted(known), len(known)):
        # Takes the lock of the view and changes nothing; `lock table` would want its tables too.
        ask(server, f"alter view {quoted(names.published, name)} reset (security_barrier)")
    for name in sorted(known - wanted):
        ask(server, f"drop view {quoted(names.published, name)}")
    for table in tables:
        _point(server, names, table)
    _rename(server, names, tables, run_id)
    views = ", ".join(quoted(names.published, table.name) for table in tables)
    reader, schema = quoted(names.reader), quoted(names.published)
    ask(server, f"grant usage on schema {schema} to {reader}")
    ask(server, f"grant select on {views} to {reader}")
    said = f"Customer-support KPIs, release {run_id}, data as of {as_of or 'unknown'}."
    ask(server, f"comment on schema {schema} is {literal(said)}")


def _point(server: "Connection", names: Names, table: PublicTable) -> None:
    view, built = quoted(names.published, table.name), quoted(table.schema, table.name)
    before, now = columns_of(server, view), columns_of(server, built)
    if before != now[: len(before)]:
        # A view can get more columns, but no others.
        ask(server, f"drop view {view}")
    fields = ", ".join(quoted(name) for name, _ in now)
    ask(server, f"create or replace view {view} as select {fields} from {built}")  # noqa: S608
    comments = [f"comment on view {view} is {literal(table.description)}"]
    comments += [
        f"comment on column {view}.{quoted(name)} is {literal(table.columns[name])}"
        for name, _ in now
        if table.columns.get(name)
    ]
    ask(server, "; ".join(comments))


def _rename(server: "Connection", names: Names, tables: list[PublicTable], run_id: str) -> None:
    """Give the schemas of the marts the name of the release; views follow their tables."""
    for schema in sorted({table.schema for table in tables}):
        goal = names.release(run_id) + schema.removeprefix(names.private)
        ask(server, f"alter schema {quoted(schema)} rename to {quoted(goal)}")
