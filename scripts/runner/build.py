"""dbt, in this process, into a private database."""

import gc
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.runner.failures import explain_failure
from scripts.runner.files import read_json
from scripts.runner.gate import Gate
from scripts.runner.progress import BuildProgress
from scripts.runner.redact import redact_files
from scripts.runner.settings import Settings
from scripts.runner.workspace import BUILD_DATABASE, RunFolder

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

logger = logging.getLogger(__name__)

PARSE_CACHE = "partial_parse.msgpack"


@dataclass(frozen=True)
class NodeResult:
    """How one model, seed or test of dbt's ended."""

    unique_id: str
    status: str
    seconds: float
    message: str | None
    failures: int | None


def build_warehouse(
    settings: Settings, folder: RunFolder, progress: BuildProgress, gate: Gate
) -> None:
    """Build and test everything; returns only if all of it is good.

    Args:
        settings: The settings of this command.
        folder: The run's own place.
        progress: Where to show how far it is.
        gate: Judges the raw files while dbt reads the project; nothing is built before it has.

    Raises:
        RunnerError: With the sentence and the exit code that fit what went wrong.
    """
    progress.stage("reading the project")
    outcome = parse_project(settings, folder)
    if outcome.success:
        progress.stage("judging the raw files")
        gate.require_passed()
        progress.stage("starting the build")
        # The project in memory is large and lives to the end: looking through it for garbage, again
        # and again, costs a tenth of the build.
        gc.freeze()
        # Unit tests prove the code, not the data: they belong to `make test`.
        command = ["build", "--exclude-resource-type", "unit_test"]
        outcome = invoke_dbt(settings, folder, command, progress, outcome.result)
    _keep_parse_cache(settings, folder)
    if not outcome.success:
        redact_files(folder.path / "dbt.log", folder.artifacts / "run_results.json")
    if isinstance(outcome.exception, KeyboardInterrupt):
        raise outcome.exception
    if not outcome.success:
        logger.debug("dbt failed", exc_info=outcome.exception)
        raise explain_failure(outcome, settings.raw, folder.database)
    gate.require_judged()


def parse_project(settings: Settings, folder: RunFolder) -> "dbtRunnerResult":
    """Read the project; only what changed since the last run, which takes a tenth of the time.

    dbt starts from nothing wherever the connection differs from the last one. So it is told of no
    run's own database here: the name alone stands in the SQL.
    """
    with _environment(settings, {"SUPPORT_KPI_DUCKDB_PATH": BUILD_DATABASE}):
        return _invoke(settings, folder, ["parse"])


def invoke_dbt(
    settings: Settings,
    folder: RunFolder,
    command: list[str],
    progress: BuildProgress | None = None,
    manifest: "Manifest | None" = None,
) -> "dbtRunnerResult":
    """Run one command of dbt on the private database, and let go of the file again.

    Args:
        settings: The settings of this command.
        folder: The run whose private database and artifacts are meant.
        command: The command and the arguments that only it has.
        progress: Told of every node that ends.
        manifest: The parsed project, where a command before this one has parsed it.
    """
    places = {
        "SUPPORT_KPI_DUCKDB_PATH": str(folder.database),
        "SUPPORT_KPI_TEMP_PATH": str(folder.spill),
    }
    with _environment(settings, places):
        outcome = _invoke(settings, folder, command, progress, manifest)
        _release_database()
    return outcome


def _invoke(
    settings: Settings,
    folder: RunFolder,
    command: list[str],
    progress: BuildProgress | None = None,
    manifest: "Manifest | None" = None,
) -> "dbtRunnerResult":
    from dbt.cli.main import dbtRunner

    callbacks = [progress.on_event] if progress else []
    runner = dbtRunner(manifest=manifest, callbacks=callbacks)
    return runner.invoke(command + _arguments(settings, folder))


def node_results(folder: RunFolder) -> list[NodeResult]:
    """Results of all nodes, from dbt's own artifact."""
    content = read_json(folder.artifacts / "run_results.json") or {}
    return [
        NodeResult(
            unique_id=result["unique_id"],
            status=result["status"],
            seconds=round(result["execution_time"], 3),
            message=result["message"],
            failures=result["failures"],
        )
        for result in content.get("results", [])
    ]


def _arguments(settings: Settings, folder: RunFolder) -> list[str]:
    arguments = [
        *("--project-dir", str(settings.project)),
        *("--profiles-dir", str(settings.project / "profiles")),
        *("--target", settings.target),
        *("--target-path", str(folder.artifacts)),
        *("--log-path", str(folder.path)),
        *("--log-level", "none"),
        *("--vars", json.dumps(settings.variables)),
    ]
    cache = _parse_cache(settings)
    if cache.is_file():
        arguments += ["--partial-parse-file-path", str(cache)]
    return arguments


@contextmanager
def _environment(settings: Settings, places: dict[str, str]) -> Iterator[None]:
    """Hand the folders to the profile and to the macros, for the time of one command only."""
    values = {"SUPPORT_KPI_RAW_PATH": str(settings.raw), **places}
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _release_database() -> None:
    """Let go of the file; dbt-duckdb keeps it open until the process ends."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters

    reset_adapters()
    DuckDBConnectionManager.close_all_connections()
    gc.collect()


def _parse_cache(settings: Settings) -> Path:
    return settings.runs / PARSE_CACHE


def _keep_parse_cache(settings: Settings, folder: RunFolder) -> None:
    """Let the next run parse only what changed, although its folder is new."""
    written = folder.artifacts / PARSE_CACHE
    if written.is_file():
        written.replace(_parse_cache(settings))
    shutil.rmtree(folder.spill, ignore_errors=True)


def results_as_records(results: list[NodeResult]) -> list[dict[str, Any]]:
    """Results as they stand in the run record."""
    return [vars(result) for result in results]
