"""What the KPI values of a build came from, and what differs between two builds."""

import hashlib
import json
from pathlib import Path
from typing import Any

from scripts.artifacts.lineage import reach
from scripts.artifacts.manifest import read_manifest
from scripts.base.settings import Settings
from scripts.base.shown import first_of
from scripts.base.variables import variables_in_force

VALUES_MODEL = "kpi_values"
# They name and judge the values but do not make them; the catalogue's definition_version is
# compared per KPI.
JUDGING_SEEDS = frozenset({"kpi_catalogue", "kpi_targets"})
MOST_NAMES = 5


ROWS = "late or changed rows"
RULES = "changed rule table"
VARIABLES = "changed variables"
SOFTWARE = "changed software"


def describe_provenance(
    settings: Settings, artifacts: Path, raw_files: list[dict[str, Any]]
) -> dict[str, Any]:
    """Checksums of the raw files, seeds and SQL behind the KPI values, and the variables in force.

    Args:
        settings: The settings of the build.
        artifacts: Where dbt wrote the build's manifest.
        raw_files: The raw files as the run record describes them.
    """
    checksums: dict[str, str] = {}
    for file in raw_files:
        # Two files have one name where what tells them apart is hidden.
        checksums[file["path"]] = checksums.get(file["path"], "") + file["sha256"]
    manifest = read_manifest(artifacts)
    nodes = _behind(manifest, VALUES_MODEL)
    variables = variables_in_force(settings.project, settings.variables)
    # Moving as_of makes no other number of a period that is over: it is part of the rows.
    variables.pop("as_of", None)
    return {
        "is_sample": settings.raw == settings.project / "data" / "sample",
        "raw_files": checksums,
        "seeds": {
            node["name"]: node["checksum"]["checksum"]
            for node in nodes
            if node["resource_type"] == "seed" and node["name"] not in JUDGING_SEEDS
        },
        "variables": json.loads(json.dumps(variables, default=str)),
        "sql": _checksum(
            [node for node in nodes if node["resource_type"] == "model"] + _own_macros(manifest)
        ),
    }


def find_causes(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """Why values may differ between two releases, with what differs in their manifests."""
    before, after = old.get("provenance") or {}, new.get("provenance") or {}
    if not before or not after:
        return {}
    found = {
        RULES: _names(before["seeds"], after["seeds"]),
        VARIABLES: _names(before["variables"], after["variables"]),
        SOFTWARE: _software(old, new),
        ROWS: _rows(old, new),
    }
    return {reason: details for reason, details in found.items() if details}


def _behind(manifest: dict[str, Any], model: str) -> list[dict[str, Any]]:
    """The nodes that a model is made of, itself included."""
    nodes = manifest.get("nodes", {})
    starts = [unique_id for unique_id, node in nodes.items() if node["name"] == model]
    reached = reach(starts, manifest.get("parent_map", {}))
    return [nodes[unique_id] for unique_id in sorted(reached) if unique_id in nodes]


def _own_macros(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """All macros of the project: dbt does not see which ones are handed over by name."""
    project = manifest.get("metadata", {}).get("project_name")
    macros = manifest.get("macros", {})
    return [macros[key] for key in sorted(macros) if macros[key]["package_name"] == project]


def _checksum(nodes: list[dict[str, Any]]) -> str:
    digest = hashlib.sha256()
    for node in nodes:
        text = node.get("macro_sql") or node.get("raw_code") or ""
        digest.update(f"{node['unique_id']}\0{text}\0".encode())
    return digest.hexdigest()


def _names(before: dict[str, Any], after: dict[str, Any]) -> str:
    names = before.keys() | after.keys()
    changed = (name for name in names if before.get(name) != after.get(name))
    return first_of(sorted(changed), MOST_NAMES)


def _software(old: dict[str, Any], new: dict[str, Any]) -> str:
    names = [_names(old.get("versions") or {}, new.get("versions") or {})]
    if old["provenance"]["sql"] != new["provenance"]["sql"]:
        names.append("SQL of the project")
    return ", ".join(name for name in names if name)


def _rows(old: dict[str, Any], new: dict[str, Any]) -> str:
    names = [_names(old["provenance"]["raw_files"], new["provenance"]["raw_files"])]
    if old.get("as_of") != new.get("as_of"):
        names.append(f"as of {old.get('as_of')} to {new.get('as_of')}")
    return ", ".join(name for name in names if name)
