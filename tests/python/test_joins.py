"""Joins that stay fast: none compares all rows of two tables although a key of theirs is equal."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

# Of each of these, one side has a handful of rows, however many tickets there are.
SMALL = {
    "int_support_costs": "costs by month and team",
    "cost_summary": "costs by month and team",
    "unmapped_values": "the words of a column",
    "stg_surveys__surveys": "the scales of surveys",
}


def operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan["children"]:
        yield from operators(below)


def test_outer_joins_by_a_key_are_hash_joins(sample_run: Path, sample_build: Path) -> None:
    """An `or`, a `coalesce` around a comparison, a condition on the left side alone prevents it."""
    (artifacts,) = sample_run.glob("exports/runs/*/artifacts")
    results = json.loads((artifacts / "run_results.json").read_bytes())["results"]
    statements = {
        name.split(".")[2]: result["compiled_code"]
        for result in results
        if (name := result["unique_id"]).startswith("model.") and result["compiled_code"]
    }
    assert len(statements) > 100
    slow = set()
    with duckdb.connect(str(sample_build), read_only=True) as build:
        for name, statement in statements.items():
            explained = build.execute(f"explain (format json) {statement}").fetchall()
            for operator in operators(json.loads(explained[0][1])[0]):
                how = operator["extra_info"]
                is_slow = operator["name"].strip() == "BLOCKWISE_NL_JOIN"
                if is_slow and how["Join Type"] != "INNER" and " = " in how["Condition"]:
                    slow.add((name, how["Condition"]))
    assert {name for name, _ in slow} == set(SMALL), slow
