"""The raw files for PostgreSQL or Spark: checked as on DuckDB, copied as text."""

from dataclasses import replace
from typing import TYPE_CHECKING

from scripts.runner.build import invoke_dbt
from scripts.runner.errors import ConfigurationError
from scripts.runner.failures import explain_failure
from scripts.runner.lock import whole_run_lock
from scripts.runner.postgres import load_landing
from scripts.runner.settings import Settings, require_raw_files
from scripts.runner.spark import write_landing
from scripts.runner.workspace import create_run_folder, remove_leftovers

if TYPE_CHECKING:
    from rich.console import Console

TARGETS = ("postgres", "spark")


def load(settings: Settings, out: "Console", err: "Console") -> None:
    """Fill the schema `landing`, from which dbt builds on PostgreSQL and Spark.

    Raises:
        InputsRefusedError: The raw files break the contract.
        ConfigurationError: The target reads the files itself, or cannot be reached.
    """
    if settings.target not in TARGETS:
        raise ConfigurationError(
            f"Target {settings.target!r} needs no load: give {' or '.join(TARGETS)}."
        )
    require_raw_files(settings)
    with whole_run_lock(settings.exports), err.status("loading the raw files"):
        folder = create_run_folder(settings)
        on_duckdb = replace(settings, target="duckdb")
        outcome = invoke_dbt(on_duckdb, folder, ["run-operation", "land_raw_files"])
        if not outcome.success:
            raise explain_failure(outcome, settings.raw, folder.database)
        if settings.target == "spark":
            rows = write_landing(folder.database, settings.project)
        else:
            rows = load_landing(folder.database, folder.private)
        remove_leftovers(settings)
    out.print(f"Loaded {rows:,} raw rows into the schema landing", style="bold green")
