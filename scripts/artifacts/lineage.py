"""What dbt's manifest says about a failed node: who owns it, and what depends on it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.artifacts.registry import kpis_of_models


@dataclass(frozen=True)
class Impact:
    """The model to which a failed node belongs, its owner, and what is built on it."""

    model: str
    owner: dict[str, str] | None
    kpis: list[str]
    marts: list[str]


def reach(starts: Iterable[str], edges: Mapping[str, list[str]]) -> set[str]:
    """Everything that can be reached from these nodes, themselves included."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        unique_id = waiting.pop()
        if unique_id not in found:
            found.add(unique_id)
            waiting += edges.get(unique_id, [])
    return found


def find_impact(manifest: Mapping[str, Any], unique_id: str, said: str = "") -> Impact:
    """Who answers for a failed node, and which KPIs and marts it holds up.

    Args:
        manifest: dbt's manifest.
        unique_id: The model, seed or test that failed.
        said: The sentence of the failure; it names the broken one of the models that a test judges.
    """
    nodes = manifest.get("nodes", {})
    starts = _subjects(nodes, unique_id, said)
    reached = reach(starts, manifest.get("child_map", {}))
    return Impact(
        model=", ".join(start.rsplit(".", 1)[-1] for start in starts),
        owner=_first_owner(manifest, [unique_id, *starts, *sorted(reached)]),
        kpis=kpis_of_models(manifest, reached),
        marts=sorted(
            nodes[key]["name"]
            for key in reached
            if key in nodes and nodes[key].get("access") == "public"
        ),
    )


def _subjects(nodes: Mapping[str, Any], unique_id: str, said: str) -> list[str]:
    """The node itself; of a test, the models that it judges, or the one that the sentence names."""
    node = nodes.get(unique_id) or {}
    if node.get("resource_type") != "test":
        return [unique_id]
    attached = node.get("attached_node")
    judged = [attached] if attached else list(node["depends_on"]["nodes"])
    words = set(re.findall(r"\w+", said))
    named = [key for key in judged if key.rsplit(".", 1)[-1] in words]
    return named or judged or [unique_id]


def _first_owner(manifest: Mapping[str, Any], unique_ids: list[str]) -> dict[str, str] | None:
    """The owner named nearest: on the node, by its group, or by an exposure that reads it."""
    groups = {group["name"]: group["owner"] for group in manifest.get("groups", {}).values()}
    for unique_id in unique_ids:
        node = manifest.get("nodes", {}).get(unique_id) or {}
        config = node.get("config") or {}
        named = (config.get("meta") or {}).get("owner")
        owner = {"name": named} if isinstance(named, str) else named
        exposure = manifest.get("exposures", {}).get(unique_id) or {}
        owner = owner or groups.get(config.get("group")) or exposure.get("owner")
        if owner:
            return {key: str(value) for key, value in owner.items() if value}
    return None
