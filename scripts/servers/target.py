"""The server of a run, where its target is one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from scripts.artifacts.manifest import PublicTable
from scripts.base.errors import ConfigurationError
from scripts.base.settings import Settings
from scripts.base.workspace import RunFolder
from scripts.servers.spark.target import Operate

DUCKDB, POSTGRES, SPARK = "duckdb", "postgres", "spark"
# Spark by a session in dbt's own process, or by a server.
SPARKS = (SPARK, "spark_thrift")


class Server(Protocol):
    """What a run asks of a target other than DuckDB, in the order in which it does."""

    @property
    def versions(self) -> dict[str, str]:
        """Versions of what runs there, for the record."""

    def prepare(self) -> None:
        """Make room for the build."""

    def load(self, folder: RunFolder) -> int:
        """Take over the raw rows that DuckDB has registered; returns their number."""

    def fetch_tables(self, folder: RunFolder, tables: list[tuple[str, str, str]]) -> None:
        """Copy tables into the run's DuckDB file: schema and name there, and the schema here."""

    def first_broken_rule(self, sql: str) -> str | None:
        """The first `broken_rule` that a test of dbt's returns."""

    def fetches(self, table: PublicTable) -> bool:
        """Whether a public table comes into the files of a release."""

    def fetch(self, folder: RunFolder) -> None:
        """Copy what comes into the files of a release into the run's DuckDB file."""

    def publish(
        self, folder: RunFolder, tables: list[PublicTable], release: Path, manifest: dict[str, Any]
    ) -> None:
        """Show readers the build whose files are written."""

    def remove_old(self) -> None:
        """Drop what is no longer needed."""


@contextmanager
def open_target(settings: Settings, operate: Operate) -> "Iterator[Server | None]":
    """Hold the server for one run; None on DuckDB, which has none.

    Args:
        settings: The settings of this command.
        operate: Runs an operation of the project's there.

    Raises:
        ConfigurationError: The target is unknown, or the server does not suit.
        RunInProgressError: Another run is on the server.
    """
    if settings.target == DUCKDB:
        yield None
    elif settings.target == POSTGRES:
        # Its driver is imported only by whoever has a server.
        from scripts.servers.postgres.target import hold_target

        with hold_target(settings) as server:
            yield server
    elif settings.target in SPARKS:
        from scripts.servers.spark.target import hold_target as hold_spark

        with hold_spark(settings, operate) as server:
            yield server
    else:
        raise ConfigurationError(
            f"The target {settings.target!r} is unknown: "
            f"set SUPPORT_KPI_TARGET to {DUCKDB}, {POSTGRES} or {SPARK}."
        )


def require_target(settings: Settings, record: Mapping[str, Any]) -> None:
    """Refuse to publish a build that was made for another target."""
    built_for = record.get("target", DUCKDB)
    if built_for != settings.target:
        raise ConfigurationError(
            f"The last build was made for the target {built_for!r}, not for {settings.target!r}: "
            f"set SUPPORT_KPI_TARGET to {built_for}, or build again."
        )


def require_duckdb(settings: Settings, what: str) -> None:
    """Refuse what only DuckDB can do.

    Args:
        settings: The settings of this command.
        what: The subject of the sentence, as in "explain".
    """
    if settings.target != DUCKDB:
        raise ConfigurationError(
            f"{what} works with the target {DUCKDB!r} only, not with {settings.target!r}: "
            "leave SUPPORT_KPI_TARGET empty."
        )
