"""The raw files on a server: checked as on DuckDB, copied as text."""

from dataclasses import replace
from typing import TYPE_CHECKING

from scripts.runner.build import invoke_dbt
from scripts.runner.failures import explain_failure
from scripts.runner.lock import whole_run_lock
from scripts.runner.postgres import load_landing
from scripts.runner.settings import Settings, require_raw_files
from scripts.runner.workspace import create_run_folder, remove_leftovers

if TYPE_CHECKING:
    from rich.console import Console


def load(settings: Settings, out: "Console", err: "Console") -> None:
    """Fill the schema `landing` of PostgreSQL, from which `dbt build --target postgres` reads.

    Raises:
        InputsRefusedError: The raw files break the contract.
        ConfigurationError: The server cannot be reached.
    """
    require_raw_files(settings)
    with whole_run_lock(settings.exports), err.status("loading the raw files"):
        folder = create_run_folder(settings)
        on_duckdb = replace(settings, target="duckdb")
        outcome = invoke_dbt(on_duckdb, folder, ["run-operation", "land_raw_files"])
        if not outcome.success:
            raise explain_failure(outcome, settings.raw, folder.database)
        rows = load_landing(folder.database, folder.private)
        remove_leftovers(settings)
    out.print(f"Loaded {rows:,} raw rows into the schema landing", style="bold green")
