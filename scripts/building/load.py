"""The raw files on a server: checked as on DuckDB, copied as text."""

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from scripts.base.errors import ConfigurationError
from scripts.base.lock import whole_run_lock
from scripts.base.settings import Settings, require_raw_files
from scripts.base.workspace import RunFolder, create_run_folder, remove_leftovers
from scripts.building.dbt_command import invoke_dbt
from scripts.building.failures import explain_failure
from scripts.servers.spark import write_landing
from scripts.servers.target import DUCKDB, POSTGRES, SPARK, SPARKS, open_target

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest
    from rich.console import Console

    from scripts.servers.postgres.target import PostgresTarget


def load(settings: Settings, out: "Console", err: "Console") -> None:
    """Fill the schema `landing` of PostgreSQL, from which `dbt build --target postgres` reads.

    Raises:
        InputsRefusedError: The raw files break the contract.
        ConfigurationError: The server cannot be reached.
    """
    if settings.target not in (POSTGRES, *SPARKS):
        raise ConfigurationError(
            f"Target {settings.target!r} needs no load: give {POSTGRES} or {SPARK}."
        )
    require_raw_files(settings)
    target = open_target(settings) if settings.target == POSTGRES else nullcontext()
    with (
        whole_run_lock(settings.exports),
        target as server,
        err.status("loading the raw files"),
    ):
        folder = create_run_folder(settings)
        if server:
            rows = load_raw_files(settings, folder, server)
        else:
            _land(settings, folder)
            rows = write_landing(folder.database, settings.project)
        remove_leftovers(settings)
    out.print(f"Loaded {rows:,} raw rows into the schema landing", style="bold green")


def load_raw_files(
    settings: Settings,
    folder: RunFolder,
    server: "PostgresTarget",
    manifest: "Manifest | None" = None,
) -> int:
    """Let DuckDB read and check the raw files, and copy the rows to the server.

    Args:
        settings: The settings of this command.
        folder: The run.
        server: Where the rows go.
        manifest: The parsed project, where a command before has parsed it.

    Returns:
        The number of raw rows.
    """
    _land(settings, folder, manifest)
    return server.load(folder)


def _land(settings: Settings, folder: RunFolder, manifest: "Manifest | None" = None) -> None:
    """Let DuckDB read and check the raw files, in the run's private database."""
    on_duckdb = replace(settings, target=DUCKDB)
    landed = invoke_dbt(on_duckdb, folder, ["run-operation", "land_raw_files"], manifest=manifest)
    if not landed.success:
        raise explain_failure(landed, settings.raw, folder.database)
