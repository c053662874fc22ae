"""Build and test everything in private."""

import gc
import logging
import shutil
from typing import TYPE_CHECKING, Any

from scripts.base.errors import RunnerError
from scripts.base.files import read_json, write_json
from scripts.base.interrupts import is_interrupted
from scripts.base.settings import Settings
from scripts.base.shown import redact_files
from scripts.base.workspace import RunFolder
from scripts.building.dbt_command import (
    LANDED,
    RESULTS,
    environment,
    invoke_dbt,
    keep_parse_cache,
    parse_project,
)
from scripts.building.failures import explain_failure
from scripts.building.kept_build import take_kept_build
from scripts.building.load import land_raw_files
from scripts.building.progress import BuildProgress
from scripts.building.typed_rows import require_judged, type_raw_rows, type_rows_for_gate
from scripts.gate.process import Gate

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

    from scripts.servers.target import Server

logger = logging.getLogger(__name__)

# Unit tests prove the code, not the data: they belong to `make test`.
BUILD = ["build", "--exclude-resource-type", "unit_test"]


def build_warehouse(
    settings: Settings,
    folder: RunFolder,
    progress: BuildProgress,
    gate: Gate,
    server: "Server | None" = None,
) -> bool:
    """Build and test everything; returns only if all of it is good.

    Args:
        settings: The settings of this command.
        folder: The run's own place.
        progress: Where to show how far it is.
        gate: Judges the typed raw rows; nothing else is built before it has.
        server: Where the target is one.

    Returns:
        Whether it could go on from typed raw rows of another run.

    Raises:
        RunnerError: With the sentence and the exit code that fit what went wrong.
    """
    goes_on = False
    progress.stage("reading the project")
    outcome = parse_project(settings, folder)
    keep_parse_cache(settings, folder)
    gate.require_rules()
    if outcome.success:
        # The project in memory is large and outlives the build: searching it for garbage, again
        # and again, costs a tenth of the build.
        gc.freeze()
        try:
            if server:
                goes_on = settings.is_incremental
                outcome = _build_on_server(settings, folder, progress, gate, outcome.result, server)
            else:
                goes_on = take_kept_build(settings, folder)
                outcome = _build_on_duckdb(settings, folder, progress, gate, outcome.result)
        finally:
            gc.unfreeze()
            shutil.rmtree(folder.spill, ignore_errors=True)
    if not outcome.success:
        redact_files(folder.path / "dbt.log", folder.artifacts / RESULTS)
    if is_interrupted():
        raise KeyboardInterrupt
    if not outcome.success:
        logger.debug("dbt failed", exc_info=outcome.exception)
        raise explain_failure(outcome, settings.raw, server or folder.database)
    if server:
        progress.stage("fetching the marts")
        server.fetch(folder)
    return goes_on and not settings.full_refresh


def _build_on_duckdb(
    settings: Settings,
    folder: RunFolder,
    progress: BuildProgress,
    gate: Gate,
    manifest: "Manifest",
) -> "dbtRunnerResult":
    built: list[dict[str, Any]] = []
    if gate.is_asked:
        listen = progress.follow("typing the raw files")
        outcome = type_raw_rows(settings, folder, listen, manifest)
        if not outcome.success:
            return outcome
        built = _results(folder)
    _require_passed(folder, progress, gate)
    names = [result["unique_id"].split(".")[2] for result in built]
    # What is left out takes none of the tests along that ask for it.
    command = [*BUILD, "--exclude", *names, "--indirect-selection", "empty"] if names else BUILD
    with environment({LANDED: "1" if built else None}):
        outcome = _build_all(settings, folder, progress, command, manifest)
    _add_results(folder, built)
    return outcome


def _build_on_server(
    settings: Settings,
    folder: RunFolder,
    progress: BuildProgress,
    gate: Gate,
    manifest: "Manifest",
    server: "Server",
) -> "dbtRunnerResult":
    progress.stage("reading the raw files")
    land_raw_files(settings, folder, manifest)
    if settings.sources:
        _load(folder, progress, server)
    if gate.is_asked:
        listen = progress.follow("typing the raw files")
        outcome = type_rows_for_gate(settings, folder, listen, manifest, server)
        if not outcome.success:
            return outcome
    _require_passed(folder, progress, gate)
    if not settings.sources:
        _load(folder, progress, server)
    return _build_all(settings, folder, progress, BUILD, manifest)


def _load(folder: RunFolder, progress: BuildProgress, server: "Server") -> None:
    server.prepare()
    progress.stage("loading the raw files")
    server.load(folder)


def _require_passed(folder: RunFolder, progress: BuildProgress, gate: Gate) -> None:
    progress.stage("judging the raw files")
    try:
        require_judged(gate)
        gate.require_passed()
    except RunnerError:
        # Nobody shall go on from rows that were refused, or take them for a build.
        for path in (folder.database, folder.artifacts / RESULTS):
            path.unlink(missing_ok=True)
        raise


def _build_all(
    settings: Settings,
    folder: RunFolder,
    progress: BuildProgress,
    command: list[str],
    manifest: "Manifest",
) -> "dbtRunnerResult":
    progress.stage("starting the build")
    if settings.full_refresh:
        command = [*command, "--full-refresh"]
    return invoke_dbt(settings, folder, command, progress.follow("building and testing"), manifest)


def _results(folder: RunFolder) -> list[dict[str, Any]]:
    content = read_json(folder.artifacts / RESULTS) or {}
    found: list[dict[str, Any]] = content.get("results", [])
    return found


def _add_results(folder: RunFolder, built: list[dict[str, Any]]) -> None:
    """Put what the first command has built before what the second one has."""
    content = read_json(folder.artifacts / RESULTS)
    if content and built:
        known = {result["unique_id"] for result in built}
        others = [result for result in content["results"] if result["unique_id"] not in known]
        write_json(folder.artifacts / RESULTS, {**content, "results": [*built, *others]})


def node_results(folder: RunFolder) -> list[dict[str, Any]]:
    """How each model, seed and test ended, as the run record keeps it."""
    return [
        {
            "unique_id": result["unique_id"],
            "status": result["status"],
            "seconds": round(result["execution_time"], 3),
            "message": result["message"],
            "failures": result["failures"],
        }
        for result in _results(folder)
    ]
