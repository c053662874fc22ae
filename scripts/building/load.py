"""The raw files on a server: checked as on DuckDB, copied as text."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from scripts.base.errors import ConfigurationError, RunnerError
from scripts.base.lock import whole_run_lock
from scripts.base.settings import Settings, require_raw_files
from scripts.base.workspace import RunFolder, create_run_folder, remove_leftovers
from scripts.building.dbt_command import invoke_dbt
from scripts.building.failures import explain_operation
from scripts.servers.spark.target import Operate
from scripts.servers.target import DUCKDB, POSTGRES, SPARK, open_target

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

# What dbt says of an operation that failed stands in these events, and in no result.
CAUGHT = ("RunningOperationCaughtError", "RunningOperationUncaughtError")


def load(settings: Settings, out: Console, err: Console) -> None:
    """Fill the schema or folder `landing`, from which `dbt build` reads on a server.

    Raises:
        InputsRefusedError: The raw files break the contract.
        ConfigurationError: The server cannot be reached.
    """
    require_raw_files(settings)
    with whole_run_lock(settings.exports), err.status("loading the raw files"):
        folder = create_run_folder(settings)
        with open_target(settings, operations_of(settings, folder)) as server:
            if server is None:
                raise ConfigurationError(
                    f"Target {settings.target!r} needs no load: give {POSTGRES} or {SPARK}."
                )
            land_raw_files(settings, folder)
            rows = server.load(folder)
        remove_leftovers(settings)
    out.print(f"Loaded {rows:,} raw rows into the schema landing", style="bold green")


def land_raw_files(
    settings: Settings, folder: RunFolder, manifest: "Manifest | None" = None
) -> None:
    """Let DuckDB read and check the raw files, from where a server loads them.

    Args:
        settings: The settings of this command.
        folder: The run.
        manifest: The parsed project, where a command before has parsed it.
    """
    _operate(replace(settings, target=DUCKDB), folder, "land_raw_files", manifest=manifest)


def operations_of(settings: Settings, folder: RunFolder) -> Operate:
    """What runs an operation of the project's on the target of a run."""
    return partial(_operate, settings, folder)


def _operate(
    settings: Settings,
    folder: RunFolder,
    name: str,
    arguments: Mapping[str, Any] | None = None,
    manifest: "Manifest | None" = None,
) -> None:
    failure = operation_failure(
        lambda command, listen: invoke_dbt(settings, folder, command, listen, manifest),
        name,
        settings.raw,
        arguments,
    )
    if failure:
        raise failure


def operation_failure(
    invoke: "Callable[[list[str], Callable[[Any], None]], dbtRunnerResult]",
    name: str,
    raw: Path,
    arguments: Mapping[str, Any] | None = None,
) -> RunnerError | None:
    """Run an operation of the project's; why it failed, None where it did not.

    Args:
        invoke: Runs a command of dbt, and tells of every event.
        name: The operation.
        raw: The raw files that it reads.
        arguments: The arguments of the operation.
    """
    caught: list[str] = []

    def listen(event: Any) -> None:  # noqa: ANN401 - dbt's events are built at run time
        if event.info.name in CAUGHT:
            caught.append(event.data.exc)

    command = ["run-operation", name, "--args", json.dumps(arguments or {})]
    outcome = invoke(command, listen)
    if outcome.success:
        return None
    return explain_operation(name, caught[0] if caught else str(outcome.exception), raw)
