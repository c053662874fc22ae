"""Taking over a build that another program made with dbt, such as an orchestrator."""

import shutil
from pathlib import Path
from typing import Any

from scripts.artifacts.inputs import InputSummary, summarise_inputs
from scripts.artifacts.provenance import describe_provenance
from scripts.artifacts.record import RunRecord
from scripts.base.errors import BuildFailedError, ConfigurationError, from_os_error
from scripts.base.files import read_json
from scripts.base.settings import Settings
from scripts.base.workspace import BUILD_DATABASE, RunFolder, create_run_folder
from scripts.building.build import node_results
from scripts.building.dbt_command import RESULTS
from scripts.building.raw_files import shown_files
from scripts.gate.process import copy_gate_report

GOOD = frozenset({"success", "pass", "no-op"})
BUILT_TYPES = frozenset({"model", "seed", "test"})


def adopt_build(settings: Settings, build: Path) -> RunFolder:
    """Move a finished build into a separate run folder, if it is whole and passed every test.

    Args:
        settings: The settings of this command.
        build: A folder with the build database, in `artifacts` what `dbt build` wrote, and the
            gate's report where there is one.

    Raises:
        ConfigurationError: There is no build in the folder.
        BuildFailedError: Something failed, was skipped or was left out.
    """
    manifest = read_json(build / "artifacts" / "manifest.json")
    results = read_json(build / "artifacts" / RESULTS)
    if manifest is None or results is None or not (build / BUILD_DATABASE).is_file():
        raise ConfigurationError(
            f"There is no build in {build}: it must hold {BUILD_DATABASE} and, in artifacts, "
            f"the manifest.json and {RESULTS} of one dbt build."
        )
    _require_whole(build, manifest, results)
    folder = create_run_folder(settings)
    try:
        shutil.copytree(build / "artifacts", folder.artifacts)
        shutil.move(build / BUILD_DATABASE, folder.database)
        copy_gate_report(build, folder.path)
    except OSError as error:
        raise from_os_error(error, "taking over the build") from error
    return folder


def describe_build(
    settings: Settings, folder: RunFolder, record: RunRecord, raw_files: list[dict[str, Any]]
) -> InputSummary:
    """Write into the record that a build is good, and what it was made of.

    Args:
        settings: The settings of this command.
        folder: The build.
        record: Its record.
        raw_files: All files of the raw folder, as `describe_raw_files` found them.

    Returns:
        What became of the raw rows.
    """
    inputs = summarise_inputs(folder, raw_files)
    shown = shown_files(raw_files)
    record.update(
        is_built=True,
        nodes=node_results(folder),
        raw_files=shown,
        provenance=describe_provenance(settings, folder.artifacts, shown),
        **vars(inputs),
    )
    return inputs


def _require_whole(build: Path, manifest: dict[str, Any], results: dict[str, Any]) -> None:
    statuses = {result["unique_id"]: result["status"] for result in results["results"]}
    failed = sorted(name for name, status in statuses.items() if status not in GOOD)
    left_out = sorted(
        name
        for name, node in manifest["nodes"].items()
        if node["resource_type"] in BUILT_TYPES
        and node["config"].get("materialized") != "ephemeral"
        and name not in statuses
    )
    for names, what in ((failed, "failed or skipped"), (left_out, "left out")):
        if names:
            raise BuildFailedError(
                f"The build in {build} cannot be published, {len(names)} of its models, seeds and "
                f"tests {what}, the first {names[0]}: build everything again."
            )
