"""Build and test everything in private."""

import gc
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.base.files import read_json
from scripts.base.interrupts import is_interrupted
from scripts.base.settings import Settings
from scripts.base.shown import redact_files
from scripts.base.workspace import RunFolder
from scripts.building.dbt_command import invoke_dbt, keep_parse_cache, parse_project
from scripts.building.failures import explain_failure
from scripts.building.kept_build import take_kept_build
from scripts.building.load import load_raw_files
from scripts.building.progress import BuildProgress
from scripts.building.sources import build_sources
from scripts.gate.process import Gate

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

    from scripts.servers.target import Server

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class NodeResult:
    """How one model, seed or test of dbt's ended."""

    unique_id: str
    status: str
    seconds: float
    message: str | None
    failures: int | None


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
        gate: Judges the raw files while dbt reads the project; nothing is built before it has.
        server: Where the target is one.

    Returns:
        Whether it could go on from typed raw rows of another run.

    Raises:
        RunnerError: With the sentence and the exit code that fit what went wrong.
    """
    goes_on = False
    progress.stage("reading the project")
    outcome = parse_project(settings, folder)
    if outcome.success:
        manifest = outcome.result
        if settings.sources:
            goes_on = _prepare(settings, folder, progress, manifest, server)
            progress.stage("reading the sources")
            outcome = build_sources(settings, folder, manifest, server)
            gate.start(folder.database)
    if outcome.success:
        progress.stage("judging the raw files")
        gate.require_passed()
        if not settings.sources:
            goes_on = _prepare(settings, folder, progress, manifest, server)
        progress.stage("starting the build")
        # The project in memory is large and outlives the build: searching it for garbage, again
        # and again, costs a tenth of the build.
        gc.freeze()
        # Unit tests prove the code, not the data: they belong to `make test`.
        command = ["build", "--exclude-resource-type", "unit_test"]
        if settings.full_refresh:
            command.append("--full-refresh")
        try:
            outcome = invoke_dbt(settings, folder, command, progress.on_event, manifest)
        finally:
            gc.unfreeze()
    keep_parse_cache(settings, folder)
    if not outcome.success:
        redact_files(folder.path / "dbt.log", folder.artifacts / "run_results.json")
    if is_interrupted():
        raise KeyboardInterrupt
    if not outcome.success:
        logger.debug("dbt failed", exc_info=outcome.exception)
        raise explain_failure(outcome, settings.raw, server or folder.database)
    if server:
        progress.stage("fetching the marts")
        server.fetch(folder)
    gate.require_judged()
    return goes_on and not settings.full_refresh


def _prepare(
    settings: Settings,
    folder: RunFolder,
    progress: BuildProgress,
    manifest: "Manifest",
    server: "Server | None",
) -> bool:
    """Make room for the build; whether it goes on from typed raw rows of another run."""
    if server is None:
        return take_kept_build(settings, folder)
    server.prepare()
    progress.stage("loading the raw files")
    load_raw_files(settings, folder, server, manifest)
    return settings.is_incremental


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


def results_as_records(results: list[NodeResult]) -> list[dict[str, Any]]:
    """Results as they stand in the run record."""
    return [vars(result) for result in results]
