"""A KPI stands in every place that it must stand in, under one name."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """The catalogue's rows by KPI id."""
    with (ROOT / "seeds/catalogue/kpi_catalogue.csv").open(encoding="utf-8", newline="") as file:
        return {row["kpi_id"]: row for row in csv.DictReader(file)}


def texts(pattern: str) -> str:
    """All files of a glob pattern as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob(pattern)))


def ids_in(pattern: str, expression: str) -> set[str]:
    """KPI ids that an expression finds in the files of a pattern."""
    return set(re.findall(expression, texts(pattern), flags=re.MULTILINE))


PLACES = {
    "macros": lambda: ids_in("macros/kpis/*/*.sql", r"^{% macro kpi_(\w+)\(component\)"),
    "docs blocks": lambda: ids_in("macros/kpis/*/*__docs.md", r"^{% docs kpi_(\w+) %}"),
    "macro descriptions": lambda: ids_in("macros/kpis/*/*__macros.yml", r"- name: kpi_(\w+)"),
    "component models": lambda: (
        ids_in("models/intermediate/kpis/int_kpi_components__*.sql", r"'(\w+)': kpi_\1\b")
        | ids_in("models/intermediate/kpis/int_kpi_components__*.sql", r"{{ kpi_(\w+)\('numerator'")
        | ids_in("models/intermediate/kpis/int_kpi_quantiles__*.sql", r"'(\w+)': kpi_\1\b")
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_kpi_stands_in(place: str) -> None:
    found = PLACES[place]()
    missing = sorted(set(catalogue()) - found)
    extra = sorted(found - set(catalogue()))
    assert (missing, extra) == ([], []), f"{place}: missing {missing}, not in the catalogue {extra}"


def test_every_kpi_has_a_unit_test() -> None:
    tests = texts("models/**/_*__unit_tests.yml")
    missing = sorted(kpi_id for kpi_id in catalogue() if not re.search(rf"\b{kpi_id}\b", tests))
    assert missing == []


def test_every_macro_file_is_named_after_its_kpi_and_stands_in_its_family() -> None:
    places = {
        path.stem.removeprefix("kpi_"): path.parent.name
        for path in ROOT.glob("macros/kpis/*/*.sql")
    }
    assert places == {kpi_id: row["family"] for kpi_id, row in catalogue().items()}


def test_every_docs_block_has_the_fixed_headings() -> None:
    text = texts("macros/kpis/*/*__docs.md")
    blocks = re.findall(r"{% docs kpi_(\w+) %}(.*?){% enddocs %}", text, flags=re.DOTALL)
    headings = ["Definition", "Counts", "Leaves out", "Unit and direction", "Known traps", "Source"]
    wrong = {
        kpi_id: [heading for heading in headings if f"**{heading}**" not in block]
        for kpi_id, block in blocks
        if any(f"**{heading}**" not in block for heading in headings)
    }
    assert blocks
    assert wrong == {}


def test_durations_have_their_quantiles_and_nothing_else_has() -> None:
    quantiles = ids_in("models/intermediate/kpis/int_kpi_quantiles__*.sql", r"'(\w+)': kpi_\1\b")
    announced = {kpi_id for kpi_id, row in catalogue().items() if "median" in row["statistics"]}
    assert quantiles == announced


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
