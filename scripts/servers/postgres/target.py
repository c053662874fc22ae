"""What a run does on the server besides dbt, step by step."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.artifacts.inputs import ROW_COUNTS
from scripts.artifacts.manifest import RESTATEMENTS, PublicTable, read_public_tables
from scripts.base.errors import RunnerError
from scripts.base.settings import Settings
from scripts.base.workspace import RunFolder
from scripts.servers.postgres import builds, views
from scripts.servers.postgres.names import Names, load_names
from scripts.servers.postgres.server import ask, hold_server, version_of
from scripts.servers.postgres.transfer import fetch_tables, load_landing, send_table

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection


logger = logging.getLogger(__name__)


class PostgresTarget:
    """The server during one run, which holds its lock."""

    def __init__(self, server: "Connection", names: Names, settings: Settings) -> None:
        """Take over a session; `hold_target` makes one."""
        self._server = server
        self._names = names
        self._kept = settings.keep_releases
        self._keeps_base = settings.is_incremental

    @property
    def versions(self) -> dict[str, str]:
        """Version of the server."""
        return {"postgresql": version_of(self._server)}

    def prepare(self) -> None:
        """Make schema and role of the readers, and room for the build."""
        views.prepare(self._server, self._names)
        builds.remove_private(self._server, self._names, self._keeps_base, is_wanted=True)

    def load(self, folder: RunFolder) -> int:
        """Copy the raw rows that DuckDB has registered; returns their number."""
        return load_landing(self._server, folder.database, folder.private)

    def fetches(self, table: PublicTable) -> bool:
        """Everything that is public comes into the files of a release."""
        del table
        return True

    def fetch(self, folder: RunFolder) -> None:
        """Copy what is published, and the counts of raw rows, into the run's DuckDB file."""
        public = read_public_tables(folder.artifacts)
        tables = [(table.schema, table.name, table.schema) for table in public]
        schema, name = ROW_COUNTS
        found = f"{self._names.private}_{schema}"
        if ask(self._server, "select to_regclass(%s)", f"{found}.{name}")[0][0]:
            tables.append((found, name, schema))
        self.fetch_tables(folder, tables)
        schemas = {table.schema for table in public}
        builds.sign(self._server, self._names, folder.run_id, schemas)

    def fetch_tables(self, folder: RunFolder, tables: list[tuple[str, str, str]]) -> None:
        """Copy tables of the server into the run's DuckDB file."""
        fetch_tables(self._server, tables, folder.database)

    def publish(
        self, folder: RunFolder, tables: list[PublicTable], release: Path, manifest: dict[str, Any]
    ) -> None:
        """Show readers the build whose files are written."""
        builds.require_signed(self._server, folder.run_id, {table.schema for table in tables})
        for table in tables:
            if table.name == RESTATEMENTS:
                rows = release / "parquet" / f"{table.name}.parquet"
                send_table(self._server, rows, table.schema, table.name, folder.private)
        views.swap_views(self._server, self._names, tables, folder.run_id, manifest["as_of"])

    def remove_old(self) -> None:
        """Drop the layers below the marts, and releases beyond those that are kept."""
        try:
            builds.remove_private(self._server, self._names, self._keeps_base, is_wanted=False)
            builds.remove_old_releases(self._server, self._names, self._kept)
        except RunnerError as error:
            # The new release stands.
            logger.warning("Old builds stay on the server: %s", error)

    def first_broken_rule(self, sql: str) -> str | None:
        """The first `broken_rule` that a test of dbt's returns."""
        import psycopg2

        try:
            return ask(self._server, f"select min(broken_rule) from ({sql}) as failed")[0][0]  # noqa: S608
        except psycopg2.Error:
            # The failure itself is known; only its detail is not.
            return None


@contextmanager
def hold_target(settings: Settings) -> Iterator[PostgresTarget]:
    """Open the server for one run.

    Raises:
        ConfigurationError: A name, the server, the database or the user does not suit.
        RunInProgressError: Another run is there.
    """
    names = load_names()
    with hold_server() as server:
        yield PostgresTarget(server, names, settings)
