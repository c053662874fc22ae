"""A KPI stands in every place that it must stand in, under one name: read from dbt's manifest."""

import csv
import fcntl
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from dbt.cli.main import dbtRunner

from scripts.artifacts.registry import COMPONENTS, RegisteredKpi, registered_kpis
from scripts.building.dbt_command import environment
from scripts.report.handbook.meanings import HEADINGS, parse_block

ROOT = Path(__file__).parents[2]
PARSED = ROOT / "target/parity"
# Where a variable of the environment has another value, or none, dbt reads again what asks for it.
AS_IN_A_RUN = {"SUPPORT_KPI_AS_OF": "", "SUPPORT_KPI_SOURCES": ""}


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """The catalogue's rows by KPI id."""
    with (ROOT / "seeds/catalogue/kpi_catalogue.csv").open(encoding="utf-8", newline="") as file:
        return {row["kpi_id"]: row for row in csv.DictReader(file)}


@cache
def manifest() -> dict[str, Any]:
    """The project as dbt reads it; who comes second starts from what the first has parsed."""
    PARSED.mkdir(parents=True, exist_ok=True)
    with (PARSED / "lock").open("w") as lock, environment(AS_IN_A_RUN):
        fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = dbtRunner().invoke(
            ["--quiet", "--no-write-json", "parse", "--project-dir", str(ROOT)]
            + ["--profiles-dir", str(ROOT / "profiles"), "--target", "duckdb"]
            + ["--target-path", str(PARSED)]
        )
    assert outcome.success, outcome.exception
    read: dict[str, Any] = outcome.result.writable_manifest().to_dict(omit_none=False)
    return read


def computed() -> list[RegisteredKpi]:
    """KPIs that models compute."""
    return [kpi for kpi in registered_kpis(manifest()) if kpi.definition]


def own(kind: str) -> Iterator[dict[str, Any]]:
    """Macros or docs blocks of single KPIs."""
    for node in manifest()[kind].values():
        if node["original_file_path"].startswith("macros/kpis/"):
            yield node


def page_of(kind: str) -> dict[str, str]:
    """The page on which a KPI stands, by its id."""
    return {
        node["name"].removeprefix("kpi_"): Path(node["original_file_path"]).stem
        for node in own(kind)
    }


PLACES: dict[str, Callable[[], set[str]]] = {
    "definitions": lambda: set(page_of("macros")),
    "docs blocks": lambda: set(page_of("docs")),
    "models": lambda: {kpi.kpi_id for kpi in computed() if kpi.part != COMPONENTS},
}


@pytest.mark.parametrize("place", PLACES)
def test_every_kpi_stands_in(place: str) -> None:
    found = PLACES[place]()
    missing = sorted(set(catalogue()) - found)
    extra = sorted(found - set(catalogue()))
    assert (missing, extra) == ([], []), f"{place}: missing {missing}, not in the catalogue {extra}"


def test_every_kpi_has_a_unit_test() -> None:
    expected = " ".join(str(test["expect"]["rows"]) for test in manifest()["unit_tests"].values())
    words = set(expected.replace(",", " ").replace("'", " ").replace("\n", " ").split())
    assert sorted(set(catalogue()) - words) == []


def test_the_meaning_of_a_kpi_stands_beside_its_definition() -> None:
    assert page_of("docs") == page_of("macros")


def test_every_docs_block_has_the_fixed_headings() -> None:
    wrong = {
        block["name"]: sorted(set(HEADINGS) - set(parse_block(block["block_contents"]).sections))
        for block in own("docs")
        if set(HEADINGS) - set(parse_block(block["block_contents"]).sections)
    }
    assert wrong == {}


def test_durations_have_their_quantiles_and_nothing_else_has() -> None:
    quantiles = {kpi.kpi_id for kpi in computed() if kpi.definition.get("has_quantiles")}
    announced = {kpi_id for kpi_id, row in catalogue().items() if "p90" in row["statistics"]}
    assert quantiles == announced


def test_a_definition_is_seen_by_dbt_where_it_is_used() -> None:
    """So that `state:modified` names the models of a KPI whose definition has changed."""
    nodes = {node["name"]: node for node in manifest()["nodes"].values()}
    unseen = [
        (kpi.kpi_id, kpi.model)
        for kpi in computed()
        if f"macro.support_kpi.kpi_{kpi.kpi_id}" not in nodes[kpi.model]["depends_on"]["macros"]
    ]
    assert unseen == []


def test_targets_judge_a_statistic_that_is_published() -> None:
    with (ROOT / "seeds/rules/kpi_targets.csv").open(encoding="utf-8", newline="") as file:
        targets = list(csv.DictReader(file))
    wrong = [
        (target["kpi_id"], target["statistic"])
        for target in targets
        if target["statistic"] not in catalogue()[target["kpi_id"]]["statistics"].split("|")
    ]
    assert targets
    assert wrong == []
