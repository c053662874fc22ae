"""The typed raw rows of a run, which the gate judges before anything else is built."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scripts.base.settings import Settings
from scripts.base.workspace import RunFolder
from scripts.building.dbt_command import (
    LANDED,
    RESULTS,
    environment,
    invoke_dbt,
    keep_parse_cache,
    parse_project,
)
from scripts.building.failures import explain_gate
from scripts.gate.process import Gate
from scripts.servers.target import DUCKDB, Server

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

    Listener = Callable[[Any], None]

BASE = "path:models/staging/*/base"
# With the mapping seeds that some of them read.
SOURCES = "+path:models/sources"
SCHEMA = "sources"


def type_raw_rows(
    settings: Settings, folder: RunFolder, listen: "Listener", manifest: "Manifest"
) -> "dbtRunnerResult":
    """Build the base models on DuckDB, and what they need.

    Args:
        settings: The settings of this command.
        folder: The run's own place.
        listen: Called with every event of dbt's.
        manifest: The parsed project.
    """
    return _build(settings, folder, f"+{BASE}", listen, manifest)


def type_rows_for_gate(
    settings: Settings,
    folder: RunFolder,
    listen: "Listener",
    manifest: "Manifest",
    server: Server,
) -> "dbtRunnerResult":
    """Build the base models on DuckDB although the target is a server, which the gate cannot read.

    The raw files are registered there already. Sources lie on the server: their models are built
    there, and the rows copied.

    Args:
        settings: The settings of this command.
        folder: The run's own place.
        listen: Called with every event of dbt's.
        manifest: The project, parsed for the server.
        server: The target.
    """
    if settings.sources:
        outcome = _build(settings, folder, SOURCES, listen, manifest)
        if not outcome.success:
            return outcome
        nodes = [result.node for result in outcome.result.results]
        nodes = [node for node in nodes if node.resource_type == "model" and node.schema]
        server.fetch_tables(folder, [(node.schema, node.alias, SCHEMA) for node in nodes])
    on_duckdb = replace(settings, target=DUCKDB)
    parsed = parse_project(on_duckdb, folder)
    if not parsed.success:
        return parsed
    keep_parse_cache(on_duckdb, folder)
    with environment({LANDED: "1"}):
        return _build(on_duckdb, folder, BASE, listen, parsed.result)


def require_judged(gate: Gate) -> None:
    """Refuse to go on from rows that the gate could not judge.

    Raises:
        RunnerError: With the sentence and the exit code that fit what stopped it.
    """
    report = gate.judge()
    if report["verdict"] == "unreadable":
        raise explain_gate(report["message"])


def _build(
    settings: Settings, folder: RunFolder, selected: str, listen: "Listener", manifest: "Manifest"
) -> "dbtRunnerResult":
    # The manifest is that of the whole build, which writes it: a second of a small one.
    command = ["build", "--select", selected, "--no-write-json"]
    command += ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    if settings.full_refresh:
        command.append("--full-refresh")
    outcome = invoke_dbt(settings, folder, command, listen, manifest)
    if outcome.result is not None:
        outcome.result.write(str(folder.artifacts / RESULTS))
    return outcome
