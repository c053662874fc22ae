"""Models are in rooms, and arrows between them lead forward only: dbt's own picture is asked."""

import re
from pathlib import PurePath
from typing import Any

import pytest

from scripts.base.settings import PROJECT
from tests.python.test_parity import manifest

LAYERS = ("sources", "staging", "intermediate", "marts")
ROOMS = ("intermediate", "marts")
NO_REPORTS = ("marts/core", "marts/kpis", "marts/reconciliation")
# From a typed raw table to the scorecard. It may only become shorter.
LONGEST_CHAIN = 24
# Tables, views, seeds and data tests of a build: each costs, whatever it does.
MOST_STEPS = 210

Nodes = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def nodes() -> Nodes:
    """Everything that dbt reads in the project, by its id."""
    found: Nodes = manifest()["nodes"]
    return found


@pytest.fixture(scope="module")
def models(nodes: Nodes) -> Nodes:
    """All models of the project."""
    return {key: node for key, node in nodes.items() if node["resource_type"] == "model"}


def order_of_rooms() -> list[str]:
    """`layer/room` in the order in which README.md draws them."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```text\n.*?(intermediate: .*?)```", text, re.DOTALL)
    assert block is not None
    rooms = []
    for layer, names in re.findall(r"(\w+):((?:[\w\s·](?!\w+:))+)", block[1]):
        rooms += [f"{layer}/{name}" for name in re.findall(r"\w+", names)]
    return rooms


def room_of(model: dict[str, Any]) -> str:
    """The layer and the room of a model."""
    return "/".join(PurePath(model["original_file_path"]).parts[1:3])


def arrows(models: Nodes) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs of a model and one that it reads."""
    return [
        (model, models[parent])
        for model in models.values()
        for parent in model["depends_on"]["nodes"]
        if parent in models
    ]


def said(model: dict[str, Any], parent: dict[str, Any]) -> str:
    """An arrow in words."""
    return f"{model['name']} ({room_of(model)}) reads {parent['name']} ({room_of(parent)})"


def test_every_room_has_its_place_in_the_order(models: Nodes) -> None:
    rooms = {room_of(model) for model in models.values()}
    rooms = {room for room in rooms if room.split("/")[0] in ROOMS}
    assert sorted(order_of_rooms()) == sorted(rooms)


def test_layers_read_no_later_layer(models: Nodes) -> None:
    layer = {key: LAYERS.index(room_of(model).split("/")[0]) for key, model in models.items()}
    backwards = [
        said(model, parent)
        for model, parent in arrows(models)
        if layer[parent["unique_id"]] > layer[model["unique_id"]]
    ]
    assert backwards == []


def test_rooms_read_no_later_room(models: Nodes) -> None:
    place = {room: number for number, room in enumerate(order_of_rooms())}
    backwards = [
        said(model, parent)
        for model, parent in arrows(models)
        if place.get(room_of(parent), -1) > place.get(room_of(model), -1)
    ]
    assert backwards == []


def test_nothing_reads_a_report(models: Nodes) -> None:
    wrong = [
        said(model, parent)
        for model, parent in arrows(models)
        if room_of(parent).startswith("marts/")
        and room_of(parent) not in NO_REPORTS
        and parent["access"] == "public"
    ]
    assert wrong == []


def test_answers_wait_for_no_costs(models: Nodes) -> None:
    """One row of the run, such as as_of, makes no source an ancestor of every fact."""
    found: set[str] = set()
    waiting = ["model.support_kpi.fct_survey_responses"]
    while waiting:
        key = waiting.pop()
        if key in models and key not in found:
            found.add(key)
            waiting += models[key]["depends_on"]["nodes"]
    sources = {models[key]["name"] for key in found if models[key]["name"].startswith("base_")}
    assert "base_surveys__surveys" in sources
    assert (
        sources & {"base_finance__costs", "base_commerce__orders", "base_workforce__teams"} == set()
    )


def test_no_chain_of_models_is_too_long(models: Nodes) -> None:
    chains: dict[str, list[str]] = {}

    def chain(key: str) -> list[str]:
        if key not in chains:
            before = [
                chain(parent) for parent in models[key]["depends_on"]["nodes"] if parent in models
            ]
            chains[key] = [*max(before, key=len, default=[]), models[key]["name"]]
        return chains[key]

    longest = max((chain(key) for key in models), key=len)
    assert len(longest) <= LONGEST_CHAIN, " → ".join(longest)


def test_a_build_has_few_steps(nodes: Nodes) -> None:
    steps = [
        node["name"]
        for node in nodes.values()
        if node["resource_type"] in ("model", "seed", "test")
        and node["config"]["materialized"] != "ephemeral"
    ]
    assert len(steps) <= MOST_STEPS


def test_public_columns_are_described(models: Nodes) -> None:
    silent = [
        f"{model['name']}.{column['name']}"
        for model in models.values()
        if model["access"] == "public"
        for column in model["columns"].values()
        if not column["description"].strip()
    ]
    assert silent == []


def test_what_tables_promise_of_their_rows_is_asked(nodes: Nodes) -> None:
    asked = {
        name
        for node in nodes.values()
        if node["resource_type"] == "test" and "broken_rows(" in node["raw_code"]
        for name in re.findall(r"'(\w+)'", node["raw_code"])
    }
    promised = {
        node["name"] for node in nodes.values() if node["config"].get("meta", {}).get("valid_rows")
    }
    assert promised - asked == set()
    assert len(promised) > 60
