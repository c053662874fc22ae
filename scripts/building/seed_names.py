"""Slices and statistics that seeds name: known to the project, or without effect."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.base.errors import did_you_mean
from scripts.base.files import read_macros
from scripts.base.seeds import SeedRow
from scripts.base.variables import variables_in_force

REGISTRY = "macros/shapes/slices.sql"


def slice_problems(
    rows: Sequence[SeedRow], columns: Sequence[str], known: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Rows that name a slice which nothing is cut by, each with its line."""
    for row in rows:
        for column in columns:
            name = row.values[column]
            if name is not None and name not in known:
                remedy = did_you_mean(name, known) or (
                    "correct it, or name it in the variable extra_slices"
                )
                yield row.line, f"has {name!r} as {column}, which is unknown: {remedy}"


def statistic_problems(
    rows: Sequence[SeedRow], columns: Mapping[str, str], known: Mapping[str | None, list[str]]
) -> Iterator[tuple[int, str]]:
    """Rows whose KPI is never published with the statistic that they name, each with its line."""
    for row in rows:
        for column, kpi_column in columns.items():
            kpi_id, name = row.values[kpi_column], row.values[column]
            if name not in known[kpi_id]:
                yield (
                    row.line,
                    f"has {name!r} as {column}, which {kpi_id} does not have: "
                    f"use {' or '.join(known[kpi_id])}",
                )


def known_slices(project: Path, variables: Mapping[str, Any]) -> list[str]:
    """The slices of the project's own registry, with the extra ones of these variables."""
    registry = read_macros(project / REGISTRY, var=variables_in_force(project, variables).get)
    return list(registry.known_slices())


def statistics_of_kpis(
    catalogue: Sequence[SeedRow], statistics: Sequence[SeedRow]
) -> dict[str | None, list[str]]:
    """The statistics of each KPI, as model kpi_statistics has them."""
    announced = [
        (row.values["statistic"] or "", row.values["announced_with"] or row.values["statistic"])
        for row in statistics
    ]
    return {
        row.values["kpi_id"]: [
            name for name, by in announced if by in (row.values["statistics"] or "").split("|")
        ]
        for row in catalogue
    }
