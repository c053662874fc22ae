"""The sources of a run: where they lie, and their rows before the gate judges them."""

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.base.settings import Settings
from scripts.base.workspace import RunFolder

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest

    from scripts.servers.target import Server

logger = logging.getLogger(__name__)

SCHEMA = "sources"


def source_places(settings: Settings) -> dict[str, str | None]:
    """Variables of the environment for dbt; paths are relative to the project, as all others."""
    places: dict[str, str | None] = {"SUPPORT_KPI_SOURCES": ",".join(settings.sources)}
    for source in settings.sources:
        name = f"SUPPORT_KPI_{source.upper()}_PATH"
        if given := os.environ.get(name):
            places[name] = str((settings.project / Path(given).expanduser()).resolve())
    return places


def build_sources(
    settings: Settings,
    folder: RunFolder,
    manifest: "Manifest",
    server: "Server | None" = None,
) -> "dbtRunnerResult":
    """Build the rows of the sources alone, in the private database, where the gate finds them.

    Args:
        settings: The settings of this command.
        folder: The run's own place.
        manifest: The parsed project.
        server: Where the target is one; then its rows are copied for the gate.
    """
    from scripts.building.dbt_command import invoke_dbt

    # With the mapping seeds that some of them read.
    command = ["build", "--select", "+path:models/sources"]
    command += ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    outcome = invoke_dbt(settings, folder, command, _show_note, manifest)
    if outcome.success and server:
        nodes = [result.node for result in outcome.result.results]
        nodes = [node for node in nodes if node.resource_type == "model" and node.schema]
        server.fetch_sources(folder, [(node.schema, node.alias, SCHEMA) for node in nodes])
    return outcome


def _show_note(event: Any) -> None:  # noqa: ANN401
    """What macro `require_source_tables` says of tables and columns that a source goes without."""
    if event.info.name == "JinjaLogInfo":
        logger.info("%s", event.data.msg)
