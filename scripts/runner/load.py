"""The raw files on a server: checked as on DuckDB, copied as text."""

from dataclasses import replace
from typing import TYPE_CHECKING

from scripts.runner.dbt_command import invoke_dbt
from scripts.runner.failures import explain_failure
from scripts.runner.lock import whole_run_lock
from scripts.runner.settings import Settings, require_raw_files
from scripts.runner.target import DUCKDB, POSTGRES, open_target
from scripts.runner.workspace import RunFolder, create_run_folder, remove_leftovers

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest
    from rich.console import Console

    from scripts.runner.postgres.target import PostgresTarget


def load(settings: Settings, out: "Console", err: "Console") -> None:
    """Fill the schema `landing` of PostgreSQL, from which `dbt build --target postgres` reads.

    Raises:
        InputsRefusedError: The raw files break the contract.
        ConfigurationError: The server cannot be reached.
    """
    require_raw_files(settings)
    with (
        whole_run_lock(settings.exports),
        open_target(replace(settings, target=POSTGRES)) as server,
        err.status("loading the raw files"),
    ):
        folder = create_run_folder(settings)
        rows = load_raw_files(settings, folder, server)
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
    on_duckdb = replace(settings, target=DUCKDB)
    landed = invoke_dbt(on_duckdb, folder, ["run-operation", "land_raw_files"], manifest=manifest)
    if not landed.success:
        raise explain_failure(landed, settings.raw, folder.database)
    return server.load(folder)
