"""One entry of the handbook per KPI: catalogue, meaning, formula, targets, settings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.base.files import read_csv
from scripts.report.handbook.formulas import Formula, read_formulas
from scripts.report.handbook.meanings import Meaning, read_meanings
from scripts.texts.definitions import definition
from scripts.texts.locale import LANGUAGES

# By which team a row is sliced (rule: DECISIONS.md). Elsewhere it is the team of the moment.
TEAMS = {
    "response": "the one that had the ticket at the solve before the question, else the call's",
    "invitation": "the one that had the ticket at the solve before the question, else the call's",
    "month of the cost": "the one that had the ticket at the solve, or took the call",
    "day of work": "the one in which the agent was on that day",
    "review": "the one in which the agent was at the review, else that of the ticket or call",
    "assignment": "the one in which the agent was on that day",
    "month of the work": "the one in which the agent is today",
}
SEEDS = ("kpi_catalogue", "kpi_targets", "kpi_benchmarks", "focus_kpis")
SETTING = re.compile(r"`(\w+)`")


@dataclass(frozen=True)
class Target:
    """One target of a KPI, or what others reach."""

    low: float | None
    high: float | None
    applies_to: str
    origin: str


class Entry:
    """Everything that the handbook says about one KPI."""

    def __init__(
        self,
        row: Mapping[str, str],
        meaning: Meaning,
        formula: Formula | None,
        seeds: Mapping[str, list[dict[str, str]]],
        variables: Mapping[str, Any],
    ) -> None:
        """Take a row of the catalogue, and find what else is said of its KPI."""
        self.kpi_id = row["kpi_id"]
        self.row = row
        self.names = {language: row[f"kpi_name_{language}"] for language in LANGUAGES}
        self.meaning = meaning
        self.formula = formula
        self.settings = _settings(meaning, variables)
        self.targets = list(_targets(self._of(seeds["kpi_targets"])))
        self.benchmarks = list(_benchmarks(self._of(seeds["kpi_benchmarks"])))
        self.focus_rank = next((one["focus_rank"] for one in self._of(seeds["focus_kpis"])), None)
        self.variants = [one["kpi_id"] for one in self._of(seeds["kpi_catalogue"], "variant_of")]

    def _of(self, rows: list[dict[str, str]], column: str = "kpi_id") -> list[dict[str, str]]:
        return [row for row in rows if row[column] == self.kpi_id]

    @property
    def team(self) -> str:
        """Which team a row belongs to, where the KPI is cut by team."""
        moment = f"the one that had the ticket or call at that moment ({self.row['anchor']})"
        return TEAMS.get(self.row["anchor"], moment)

    @property
    def raw_tables(self) -> list[str]:
        """Raw tables that feed it; one of them is enough."""
        return [name for name in self.row["source_tables"].split("|") if name]

    @property
    def aliases(self) -> list[str]:
        """Other names that people use, in any of the languages."""
        return [name for name in self.row.get("aliases", "").split("|") if name]

    @property
    def translations(self) -> dict[str, str]:
        """The meaning in one sentence, in the languages it is written in besides English."""
        others = (language for language in LANGUAGES if language != "en")
        said = {language: definition(self.kpi_id, language) for language in others}
        return {language: text for language, (text, found) in said.items() if found == language}


def read_entries(
    manifest: Mapping[str, Any], project: Path, variables: Mapping[str, Any]
) -> list[Entry]:
    """Entries in the order of the catalogue; none where no KPI is described."""
    meanings = read_meanings(manifest)
    if not meanings:
        return []
    formulas = read_formulas(manifest)
    seeds = {name: _seed(manifest, project, name) for name in SEEDS}
    return [
        Entry(row, meanings[row["kpi_id"]], formulas.get(row["kpi_id"]), seeds, variables)
        for row in seeds["kpi_catalogue"]
        if row["kpi_id"] in meanings
    ]


def _seed(manifest: Mapping[str, Any], project: Path, name: str) -> list[dict[str, str]]:
    nodes = manifest["nodes"].values()
    seeds = (node for node in nodes if node["resource_type"] == "seed" and node["name"] == name)
    return [row for node in seeds for row in read_csv(project / node["original_file_path"])]


def _targets(targets: list[dict[str, str]]) -> Iterator[Target]:
    """Targets of a KPI; those that differ in their grain only are one."""
    grains: dict[tuple[Any, ...], list[str]] = {}
    for target in targets:
        bounds = (_number(target["target_low"]), _number(target["target_high"]))
        where = f"{target['slice_name']} {target['slice_value']}".strip()
        since = f"from {target['valid_from']}" if target["valid_from"] else ""
        if target["due_date"]:
            since = f"by {target['due_date']}"
        chosen = f"set {target['target_set']}" if target["target_set"] else ""
        whose = f"owner {target['owner'].replace('_', ' ')}" if target["owner"] else ""
        chosen = ", ".join(filter(None, (chosen, whose)))
        said = ". ".join(filter(None, (target["origin"], target["rationale"])))
        key = (bounds, target["statistic"], where, since, chosen, said)
        grains.setdefault(key, []).append(target["period_grain"])
    for (bounds, statistic, where, since, chosen, origin), found in grains.items():
        applies_to = ", ".join(filter(None, (statistic, " and ".join(found), where, since, chosen)))
        yield Target(*bounds, applies_to, origin)


def _benchmarks(benchmarks: list[dict[str, str]]) -> Iterator[Target]:
    for one in benchmarks:
        low, high = _number(one["low_value"]), _number(one["high_value"])
        origin = f"{one['source']}, {one['year']}: {one['meaning']}"
        yield Target(low, high, one["segment"], origin)


def _number(text: str) -> float | None:
    return float(text) if text else None


def _settings(meaning: Meaning, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Variables that the text names, with what they are set to."""
    text = " ".join([meaning.summary, *meaning.sections.values()])
    return {name: variables[name] for name in SETTING.findall(text) if name in variables}
