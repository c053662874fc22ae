"""The SQL behind a KPI: its definition, and what it makes of numerator and denominator."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.artifacts.registry import RegisteredKpi, defined_kpis, inputs_of
from scripts.artifacts.rows import grouped


@dataclass(frozen=True)
class Formula:
    """How a KPI is computed, as SQL on the columns of its rows."""

    macro: str
    numerator: str | None
    denominator: str | None
    models: tuple[str, ...]
    sources: tuple[str, ...]
    needs: tuple[str, ...]


def read_formulas(manifest: Mapping[str, Any]) -> dict[str, Formula]:
    """The formula of every KPI that a model computes, by its id."""
    found = grouped(defined_kpis(manifest), lambda kpi: kpi.kpi_id)
    project = manifest["metadata"]["project_name"]
    return {
        kpi_id: _formula(kpis, manifest["macros"][f"macro.{project}.kpi_{kpi_id}"]["macro_sql"])
        for kpi_id, kpis in found.items()
    }


def _formula(kpis: list[RegisteredKpi], macro: str) -> Formula:
    definition = kpis[0].definition
    relations = {relation for kpi in kpis for relation in kpi.relations}
    return Formula(
        macro=macro.strip(),
        numerator=_sql(definition["numerator"]),
        denominator=_sql(definition["denominator"]),
        models=tuple(sorted({kpi.model for kpi in kpis})),
        sources=tuple(sorted(relations)),
        needs=tuple("|".join(inputs_of(need)) for need in definition["needs"]),
    )


def _sql(text: str) -> str | None:
    return None if text == "null" else text
