"""What is public, read from dbt's manifest and never from a list of our own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

CORE_FOLDER = ("marts", "core")
# The runner fills this one while publishing, from the release before.
RESTATEMENTS = "kpi_restatements"


@dataclass(frozen=True)
class PublicTable:
    """One public model or seed, as built."""

    name: str
    schema: str
    description: str
    is_kpi_table: bool
    is_csv_compressed: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether it has a row per thing that happened, as many as there are."""
        return self.name.startswith("fct_")

    @property
    def csv_name(self) -> str:
        """Name of its CSV in a release."""
        return f"{self.name}.csv.gz" if self.is_csv_compressed else f"{self.name}.csv"


def read_manifest(artifacts: Path) -> dict[str, Any]:
    """Dbt's manifest of a build; read once, however many ask."""
    path = artifacts / "manifest.json"
    return _read_once(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read_once(path: Path, _modified: int) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def read_public_tables(artifacts: Path) -> list[PublicTable]:
    """Public models and seeds of a build, by name."""
    manifest = read_manifest(artifacts)
    tables = [
        PublicTable(
            name=node["alias"],
            schema=node["schema"],
            description=node["description"],
            is_kpi_table=_is_kpi_table(node),
            is_csv_compressed=bool(node["config"].get("meta", {}).get("is_csv_compressed")),
            columns={name: column["description"] for name, column in node["columns"].items()},
            key=_declared_key(node),
        )
        for node in manifest["nodes"].values()
        if _is_public(node)
    ]
    return sorted(tables, key=lambda table: table.name)


def _is_kpi_table(node: Mapping[str, Any]) -> bool:
    """Numbers and reports, as opposed to the facts and dimensions below them."""
    folders = tuple(node["fqn"][1:3])
    return folders[:1] == CORE_FOLDER[:1] and folders != CORE_FOLDER


def _is_public(node: Mapping[str, Any]) -> bool:
    if node["resource_type"] not in ("model", "seed", "snapshot"):
        return False
    if node["config"].get("materialized") == "ephemeral" or not node["config"]["enabled"]:
        return False
    # dbt knows access for models only; on a seed it stays a plain entry of its configuration.
    return "public" in (node.get("access"), node["config"].get("access"))


def valid_rows(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a table promises of its rows; a test of its room holds it to that."""
    rules: Mapping[str, Any] = node["config"].get("meta", {}).get("valid_rows", {})
    return rules


def _declared_key(node: Mapping[str, Any]) -> tuple[str, ...]:
    rules = valid_rows(node)
    return tuple(rules.get("key") or rules.get("unique_together") or ())
