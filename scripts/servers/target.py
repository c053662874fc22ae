"""The server of a run, where its target is one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from scripts.base.errors import ConfigurationError
from scripts.base.settings import Settings

if TYPE_CHECKING:
    from scripts.servers.postgres.target import PostgresTarget

DUCKDB, POSTGRES, SPARK = "duckdb", "postgres", "spark"
# Spark by a session in dbt's own process, or by a server.
SPARKS = (SPARK, "spark_thrift")


@contextmanager
def open_target(settings: Settings) -> "Iterator[PostgresTarget | None]":
    """Hold the server for one run; None on DuckDB, which has none.

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
        raise ConfigurationError(
            "Nothing is published on Spark yet: load and build there as docs/spark.md says, or set "
            f"SUPPORT_KPI_TARGET to {DUCKDB} or {POSTGRES}."
        )
    else:
        raise ConfigurationError(
            f"The target {settings.target!r} is unknown: "
            f"set SUPPORT_KPI_TARGET to {DUCKDB} or {POSTGRES}."
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
