"""Which rows, model and columns make a KPI: what `register_kpis` wrote into the manifest."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

KEY_PREFIX = "kpis_of_"
MODEL_IN_BRACES = re.compile(r"{(\w+)}")
COMPONENTS = "components"
# An answer to a need that no file can give: it is met, or something else of the need is missing.
NO_TICKETS = "tickets.none"


@dataclass(frozen=True)
class RegisteredKpi:
    """One KPI, or one side of it, as the model that computes it has registered it.

    Attributes:
        kpi_id: Id of the KPI.
        model: Name of the model that computes it.
        part: What the rows make: both sides, the numerator, the denominator, or components.
        rows: SQL of the rows, with models in braces.
        date_column: Column that dates a row; None where the period is no span of dates.
        slices: Slice name to SQL of its value; None for the whole.
        definition: The KPI's statistic and the SQL of its sides.
        quantile_grains: Period grains for which a KPI that has quantiles has them.
    """

    kpi_id: str
    model: str
    part: str
    rows: str
    date_column: str | None
    slices: Mapping[str, str | None]
    definition: Mapping[str, Any]
    quantile_grains: Sequence[str]

    @property
    def relations(self) -> tuple[str, ...]:
        """Models that hold the rows."""
        return tuple(dict.fromkeys(MODEL_IN_BRACES.findall(self.rows)))


def registered_kpis(manifest: Mapping[str, Any]) -> Iterator[RegisteredKpi]:
    """Every KPI that a model computes, as often as it is registered."""
    for node in manifest.get("nodes", {}).values():
        meta = (node.get("config") or {}).get("meta") or {}
        for entry in (entry for key, entry in meta.items() if key.startswith(KEY_PREFIX)):
            for kpi_id, definition in entry["kpis"].items():
                yield RegisteredKpi(
                    kpi_id=kpi_id,
                    model=node["name"],
                    part=entry["part"],
                    rows=entry["rows"],
                    date_column=entry["date_column"],
                    slices=entry["slices"],
                    definition=definition or {},
                    quantile_grains=entry.get("quantile_grains") or [],
                )


def defined_kpis(manifest: Mapping[str, Any]) -> Iterator[RegisteredKpi]:
    """Those that are registered with a definition of their own, and not as components."""
    for kpi in registered_kpis(manifest):
        if kpi.definition and kpi.part != COMPONENTS:
            yield kpi


def inputs_of(need: str) -> list[str]:
    """What may be delivered for a need; that there are no tickets is nothing to deliver."""
    return [name for name in need.split("|") if name != NO_TICKETS]


def kpis_of_models(manifest: Mapping[str, Any], unique_ids: set[str]) -> list[str]:
    """KPIs that these models compute, by id."""
    nodes = {key: node for key, node in manifest.get("nodes", {}).items() if key in unique_ids}
    return sorted({kpi.kpi_id for kpi in registered_kpis({"nodes": nodes}) if kpi.definition})
