"""Build and test everything in private."""

import gc
import logging
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.artifacts.record import RunRecord
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
from scripts.building.seeds import require_seeds
from scripts.building.typed_rows import require_judged, type_raw_rows, type_rows_for_gate
from scripts.gate.process import Gate
from scripts.servers.target import Server

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

logger = logging.getLogger(__name__)

# Unit tests prove the code, not the data: they belong to `make test`.
BUILD = ["build", "--exclude-resource-type", "unit_test"]


@dataclass(frozen=True)
class Run:
    """What the steps of one run have in common.

    Attributes:
        settings: The settings of its command.
        folder: Its own place.
        record: What it leaves behind in any case.
        progress: Where to show how far it is.
        server: The target, where it is one.
    """

    settings: Settings
    folder: RunFolder
    record: RunRecord
    progress: BuildProgress
    server: Server | None


def build_warehouse(run: Run, gate: Gate) -> bool:
    """Build and test everything; returns only if all of it is good.

    Args:
        run: The run.
        gate: Judges the typed raw rows; nothing else is built before it has.

    Returns:
        Whether it could go on from typed raw rows of another run.

    Raises:
        RunnerError: With the sentence and the exit code that fit what went wrong.
    """
    settings, folder, server = run.settings, run.folder, run.server
    goes_on = False
    run.progress.stage("reading the project")
    outcome = parse_project(settings, folder)
    keep_parse_cache(settings, folder)
    gate.require_rules()
    if outcome.success:
        require_seeds(settings.project, outcome.result, settings.variables)
        # The project in memory is large and outlives the build: searching it for garbage, again
        # and again, costs a tenth of the build.
        gc.freeze()
        try:
            if server:
                goes_on = settings.is_incremental
                outcome = _build_on_server(run, gate, outcome.result, server)
            else:
                goes_on = take_kept_build(settings, folder)
                outcome = _build_on_duckdb(run, gate, outcome.result)
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
        run.progress.stage("fetching the marts")
        server.fetch(folder)
    return goes_on and not settings.full_refresh


def _build_on_duckdb(run: Run, gate: Gate, manifest: "Manifest") -> "dbtRunnerResult":
    built: list[dict[str, Any]] = []
    if gate.is_asked:
        listen = run.progress.follow("typing the raw files")
        outcome = type_raw_rows(run.settings, run.folder, listen, manifest)
        if not outcome.success:
            return outcome
        built = _results(run.folder)
    _require_passed(run, gate)
    names = [result["unique_id"].split(".")[2] for result in built]
    # What is left out takes none of the tests along that ask for it.
    command = [*BUILD, "--exclude", *names, "--indirect-selection", "empty"] if names else BUILD
    with environment({LANDED: "1" if built else None}):
        outcome = _build_all(run, command, manifest)
    _add_results(run.folder, built)
    return outcome


def _build_on_server(
    run: Run, gate: Gate, manifest: "Manifest", server: Server
) -> "dbtRunnerResult":
    run.progress.stage("reading the raw files")
    land_raw_files(run.settings, run.folder, manifest)
    if run.settings.sources:
        _load(run, server)
    if gate.is_asked:
        listen = run.progress.follow("typing the raw files")
        outcome = type_rows_for_gate(run.settings, run.folder, listen, manifest, server)
        if not outcome.success:
            return outcome
    _require_passed(run, gate)
    if not run.settings.sources:
        _load(run, server)
    return _build_all(run, BUILD, manifest)


def _load(run: Run, server: Server) -> None:
    server.prepare()
    run.progress.stage("loading the raw files")
    server.load(run.folder)


def _require_passed(run: Run, gate: Gate) -> None:
    run.progress.stage("judging the raw files")
    try:
        require_judged(gate)
        gate.require_passed()
    except RunnerError:
        # Nobody shall go on from rows that were refused, or take them for a build.
        for path in (run.folder.database, run.folder.artifacts / RESULTS):
            path.unlink(missing_ok=True)
        raise


def _build_all(run: Run, command: list[str], manifest: "Manifest") -> "dbtRunnerResult":
    run.progress.stage("starting the build")
    if run.settings.full_refresh:
        command = [*command, "--full-refresh"]
    listen = run.progress.follow("building and testing")
    return invoke_dbt(run.settings, run.folder, command, listen, manifest)


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
