"""What seeds name: known to the project and published by it, or without effect."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.artifacts.published import PublishedNumbers
from scripts.base.errors import ConfigurationError, did_you_mean
from scripts.base.files import read_macros
from scripts.base.seeds import SeedRow
from scripts.base.variables import variables_in_force

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

logger = logging.getLogger(__name__)

Problem = tuple[int | None, str]
REGISTRY = "macros/shapes/slices.sql"
# The values of `target_set` that name no set, and the sets that come with the project.
NO_SETS, SHIPPED_SETS = ("auto", "none"), ("articles", "sample")


class SeedNames:
    """What the seeds of a project may name."""

    def __init__(
        self,
        project: Path,
        manifest: "Manifest",
        given: Mapping[str, Any],
        rows: Mapping[str, Sequence[SeedRow]],
    ) -> None:
        """Args: the project, the variables that somebody sets, and the rows of every seed."""
        self._project, self._manifest, self._rows = project, manifest, rows
        self._variables = variables_in_force(project, given)

    def problems(self, seed: str, rules: Mapping[str, Any]) -> Iterator[Problem]:
        """Rows of a seed that name something unknown, or without effect, each with its line."""
        rows = self._rows[seed]
        if columns := rules.get("slices"):
            yield from slice_problems(rows, columns, self._slices)
        words = {
            column: self._values(listed) if isinstance(listed, str) else listed
            for column, listed in rules.get("accepted_words", {}).items()
        }
        yield from word_problems(rows, words)
        if columns := rules.get("statistics_of"):
            known = statistics_of_kpis(self._rows["kpi_catalogue"], self._rows["statistics"])
            yield from statistic_problems(rows, columns, known)
        for column, goal in rules.get("named_by", {}).items():
            yield from unnamed_problems(rows, column, goal, self._values(goal))
        if rules.get("of_numbers"):
            for row in rows:
                for problem in self._published.problems(row.values):
                    yield row.line, problem

    def check_sets(self) -> None:
        """Refuse a `target_set` that no row belongs to; say which sets of one's own are not it."""
        chosen = self._variables.get("target_set")
        given = (row.values.get("target_set") for rows in self._rows.values() for row in rows)
        sets = sorted({name for name in given if name})
        if chosen and chosen not in (*NO_SETS, *sets):
            advice = did_you_mean(chosen, sets) or f"use {', '.join([*sets, *NO_SETS])}."
            raise ConfigurationError(
                f"The variable 'target_set' is {chosen!r}, but no target belongs to it: {advice}"
            )
        for name in sets:
            if name not in (chosen, *SHIPPED_SETS):
                told = "Targets of the set %r do not apply: the variable 'target_set' is %r."
                logger.warning(told, name, chosen)

    @cached_property
    def _slices(self) -> list[str]:
        return known_slices(self._project, self._variables)

    @cached_property
    def _published(self) -> PublishedNumbers:
        return PublishedNumbers(self._manifest.nodes, self._variables["kpi_quantiles"])

    def _values(self, goal: str) -> set[str | None]:
        table, column = goal.split(".")
        return {word for row in self._rows[table] for word in (row.values[column] or "").split("|")}


def slice_problems(
    rows: Sequence[SeedRow], columns: Sequence[str], known: Sequence[str]
) -> Iterator[Problem]:
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
) -> Iterator[Problem]:
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


def word_problems(
    rows: Sequence[SeedRow], columns: Mapping[str, Iterable[str | None]]
) -> Iterator[Problem]:
    """Rows with an unknown word in a list that is separated by bars, each with its line."""
    for row in rows:
        for column, words in columns.items():
            known = sorted(word for word in words if word)
            for word in (row.values[column] or "").split("|"):
                if word and word not in known:
                    remedy = did_you_mean(word, known) or f"use {', '.join(known)}"
                    yield row.line, f"has {word!r} in {column}, which is unknown: {remedy}"


def unnamed_problems(
    rows: Sequence[SeedRow], column: str, goal: str, named: set[str | None]
) -> Iterator[Problem]:
    """Rows that no row of another seed leads to, each with its line."""
    for row in rows:
        if row.values[column] not in named:
            yield (
                row.line,
                f"has {row.values[column]!r} as {column}, which no row of {goal.split('.')[0]} "
                "names: add such a row, or delete this line",
            )


def known_slices(project: Path, variables: Mapping[str, Any]) -> list[str]:
    """The slices of the project's own registry, with the extra ones of these variables."""
    registry = read_macros(project / REGISTRY, var=variables.get)
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
