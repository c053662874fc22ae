"""The YAML of semantic models and metrics."""

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from scripts.semantic.facts import Aggregate, FactKpi, Slices

HEADER = "# Written by `make semantic` from the KPI macros: change those, never this file.\n"


class _IndentedDumper(yaml.SafeDumper):
    """Lists stand indented below their key, as in the project's other YAML."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def semantic_files(kpis: list[FactKpi], catalogue: Path) -> dict[str, str]:
    """Content of each file of models/marts/semantic by its name, one per fact."""
    with catalogue.open(encoding="utf-8", newline="") as file:
        described = {row["kpi_id"]: row for row in csv.DictReader(file)}
    facts: dict[str, list[FactKpi]] = defaultdict(list)
    for kpi in kpis:
        facts[kpi.relation].append(kpi)
    files = {}
    for fact, members in sorted(facts.items()):
        content = {
            "semantic_models": _semantic_models(members),
            "metrics": [_metric(kpi, described[kpi.kpi_id]) for kpi in members],
        }
        text = yaml.dump(
            content, Dumper=_IndentedDumper, sort_keys=False, width=100, allow_unicode=True
        )
        files[f"_{fact}__semantic.yml"] = HEADER + text
    return files


def _semantic_models(members: list[FactKpi]) -> list[dict[str, Any]]:
    """One model per date and set of slices: a KPI is cut by what it is published by, no more."""
    groups: dict[tuple[str, Slices], list[FactKpi]] = defaultdict(list)
    for kpi in sorted(members, key=lambda kpi: (kpi.date_column, -len(kpi.slices), kpi.kpi_id)):
        groups[kpi.date_column, kpi.slices].append(kpi)
    models: dict[str, dict[str, Any]] = {}
    for (date_column, slices), kpis in groups.items():
        name = f"{kpis[0].relation}_by_{date_column}"
        if name in models:
            name = "_and_".join([name, *(slice_name for slice_name, _ in slices)])
        models[name] = _semantic_model(name, date_column, slices, kpis)
    return list(models.values())


def _semantic_model(
    name: str, date_column: str, slices: Slices, kpis: list[FactKpi]
) -> dict[str, Any]:
    return {
        "name": name,
        "description": f"Rows of {kpis[0].relation}, dated by {date_column}.",
        "model": f"ref('{kpis[0].relation}')",
        "primary_entity": f"row_of_{name}",
        "defaults": {"agg_time_dimension": date_column},
        # Entities, not dimensions: one query can cut metrics of several facts by them.
        "entities": [
            {"name": slice_name, "type": "foreign", "expr": expression}
            for slice_name, expression in slices
        ],
        "dimensions": [
            {"name": date_column, "type": "time", "type_params": {"time_granularity": "day"}}
        ],
        "measures": [measure for kpi in kpis for measure in _measures(kpi)],
    }


def _measures(kpi: FactKpi) -> list[dict[str, Any]]:
    if kpi.denominator is None:
        return [_measure(kpi.kpi_id, kpi.numerator)]
    return [
        _measure(f"{kpi.kpi_id}_{part}", aggregate, create_metric=True)
        for part, aggregate in (("numerator", kpi.numerator), ("denominator", kpi.denominator))
    ]


def _measure(name: str, aggregate: Aggregate, **more: bool) -> dict[str, Any]:
    return {"name": name, "agg": aggregate.aggregation, "expr": aggregate.expression, **more}


def _metric(kpi: FactKpi, described: dict[str, str]) -> dict[str, Any]:
    if kpi.denominator is None:
        how = {"type": "simple", "type_params": {"measure": kpi.kpi_id}}
    else:
        parts = {part: f"{kpi.kpi_id}_{part}" for part in ("numerator", "denominator")}
        how = {"type": "ratio", "type_params": parts}
    return {
        "name": kpi.kpi_id,
        "label": described["kpi_name_en"],
        "description": f"{{{{ doc('kpi_{kpi.kpi_id}') }}}}",
        **how,
        "config": {"meta": {name: described[name] for name in ("family", "unit", "direction")}},
    }
