"""The YAML of semantic models and metrics."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from scripts.base.files import read_csv
from scripts.semantic.facts import Aggregate, FactKpi, Slices

FOCUS_FILE = "_focus_kpis__semantic.yml"
HEADER = "# Written by `make semantic` from the KPI macros: change those, never this file.\n"


class _IndentedDumper(yaml.SafeDumper):
    """Lists stand indented below their key, as in the project's other YAML."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def written_files(folder: Path) -> dict[Path, str]:
    """The files that are written from the definitions, as they lie there."""
    paths = [*folder.glob("_fct_*__semantic.yml"), *folder.glob(FOCUS_FILE)]
    return {path: path.read_text("utf-8") for path in paths}


def semantic_files(kpis: list[FactKpi], seeds: Path) -> dict[str, str]:
    """Content of each file of models/marts/semantic by name: one per fact, and saved queries."""
    described = {row["kpi_id"]: row for row in read_csv(seeds / "catalogue/kpi_catalogue.csv")}
    facts: dict[str, list[FactKpi]] = defaultdict(list)
    for kpi in kpis:
        facts[kpi.relation].append(kpi)
    files = {}
    for fact, members in sorted(facts.items()):
        content = {
            "semantic_models": _semantic_models(members),
            "metrics": [_metric(kpi, described[kpi.kpi_id]) for kpi in members],
        }
        files[f"_{fact}__semantic.yml"] = _text(content)
    focus = sorted(read_csv(seeds / "rules/focus_kpis.csv"), key=lambda row: int(row["focus_rank"]))
    members = {kpi.kpi_id: kpi for kpi in kpis}
    chosen = [members[row["kpi_id"]] for row in focus if row["kpi_id"] in members]
    files[FOCUS_FILE] = _text({"saved_queries": _saved_queries(chosen)})
    return files


def _text(content: dict[str, Any]) -> str:
    return HEADER + yaml.dump(
        content, Dumper=_IndentedDumper, sort_keys=False, width=100, allow_unicode=True
    )


def _saved_queries(focus: list[FactKpi]) -> list[dict[str, Any]]:
    """The focus KPIs by month, in total and cut once; a rate comes with its number of cases."""
    metrics = []
    for kpi in focus:
        metrics.append(kpi.kpi_id)
        if kpi.denominator:
            metrics.append(f"{kpi.kpi_id}_denominator")
    cuts = {
        "": [],
        "_by_channel": ["Dimension('channel__channel_name')"],
        "_by_team": ["Dimension('team__team_name')"],
    }
    return [
        {
            "name": f"focus_kpis{cut}",
            "description": f"The focus KPIs by month{cut.replace('_by_', ' and ')}.",
            "query_params": {
                "metrics": list(metrics),
                "group_by": ["TimeDimension('metric_time', 'month')", *names],
            },
        }
        for cut, names in cuts.items()
        if metrics
    ]


def _semantic_models(members: list[FactKpi]) -> list[dict[str, Any]]:
    """One model per fact; more where a slice is another column at another of its dates."""
    groups: dict[Slices, list[FactKpi]] = defaultdict(list)
    for kpi in sorted(members, key=lambda kpi: (-len(kpi.slices), kpi.date_column, kpi.kpi_id)):
        groups[kpi.slices].append(kpi)
    models: dict[str, dict[str, Any]] = {}
    for slices, kpis in groups.items():
        name = kpis[0].relation
        # A KPI is cut by what it is published by, no more: what has fewer slices stands apart.
        for part in (f"by_{kpis[0].date_column}", "and", *(slice_name for slice_name, _ in slices)):
            if name in models:
                name = f"{name}_{part}"
        models[name] = _semantic_model(name, slices, kpis)
    return list(models.values())


def _semantic_model(name: str, slices: Slices, kpis: list[FactKpi]) -> dict[str, Any]:
    dates = sorted({kpi.date_column for kpi in kpis})
    return {
        "name": name,
        "description": f"Rows of {kpis[0].relation}, dated by {' or '.join(dates)}.",
        "model": f"ref('{kpis[0].relation}')",
        "primary_entity": f"row_of_{name}",
        "defaults": {"agg_time_dimension": kpis[0].date_column},
        # Entities, not dimensions: one query can cut metrics of several facts by them.
        "entities": [
            {"name": slice_name, "type": "foreign", "expr": expression}
            for slice_name, expression in slices
        ],
        "dimensions": [
            {"name": date, "type": "time", "type_params": {"time_granularity": "day"}}
            for date in dates
        ],
        "measures": [
            measure | ({"agg_time_dimension": kpi.date_column} if len(dates) > 1 else {})
            for kpi in kpis
            for measure in _measures(kpi)
        ],
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
