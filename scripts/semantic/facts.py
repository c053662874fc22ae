"""Which KPIs add up from rows of a published fact, and how: read from the registry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.artifacts.registry import RegisteredKpi, registered_kpis

Slices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Aggregate:
    """One aggregate over rows: how they are added up, and what of each row."""

    aggregation: str
    expression: str


@dataclass(frozen=True)
class FactKpi:
    """One KPI over the rows of one fact, dated by one of its columns."""

    kpi_id: str
    relation: str
    date_column: str
    slices: Slices
    numerator: Aggregate
    denominator: Aggregate | None


def read_fact_kpis(manifest: Mapping[str, Any]) -> list[FactKpi]:
    """KPIs that a metric can express, by id: their own rows of one public fact add up."""
    kpis = {kpi.kpi_id: kpi for kpi in map(_fact_kpi, registered_kpis(manifest)) if kpi}
    return [kpis[kpi_id] for kpi_id in sorted(kpis)]


def _fact_kpi(kpi: RegisteredKpi) -> FactKpi | None:
    measures = kpi.definition.get("measures")
    relation, *others = kpi.relations
    is_one_fact = relation.startswith("fct_") and not others and kpi.rows == f"{{{relation}}}"
    if not (is_one_fact and measures and kpi.date_column and kpi.part == "both"):
        return None
    sides = {side: Aggregate(*measure) for side, measure in measures.items()}
    return FactKpi(
        kpi_id=kpi.kpi_id,
        relation=relation,
        date_column=kpi.date_column,
        slices=tuple(sorted((name, value) for name, value in kpi.slices.items() if value)),
        numerator=sides["numerator"],
        denominator=sides.get("denominator"),
    )
