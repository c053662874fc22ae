"""KPIs of the shipped sample and of other desks, recomputed in polars, against kpi_values."""

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import duckdb
import polars as pl
import pytest

from scripts.sample import write_sample
from tests.python.conftest import DuckdbDesk, build_quietly
from tests.python.recompute.agent_score import WEIGHTS
from tests.python.recompute.compare import differences
from tests.python.recompute.desks import (
    NARROW,
    OTHER_DESKS,
    TEHRAN,
    WIDE,
    Changed,
    widen,
)
from tests.python.recompute.everything import recompute
from tests.python.recompute.frames import read_published, read_staging
from tests.python.recompute.variables import Variables

# Of every KPI that differs; one cause shows in many months and slices.
SHOWN = 3


@pytest.fixture(scope="module")
def recomputed(sample_build: Path) -> pl.DataFrame:
    return recompute(read_staging(sample_build))


def test_published_numbers_are_the_recomputed_ones(
    sample_build: Path, recomputed: pl.DataFrame
) -> None:
    require_equal(recomputed, sample_build)


@pytest.mark.soak
@pytest.mark.parametrize(("seed", "tickets", "months", "variables"), OTHER_DESKS)
def test_other_desks_too(
    seed: int,
    tickets: int,
    months: int,
    variables: Changed,
    tmp_path: Path,
    new_exports: Path,
    record: Callable[[str], None],
) -> None:
    write_sample(tmp_path / "raw", seed=seed, tickets=tickets, months=months)
    widen(tmp_path / "raw")
    arguments = ("--raw-path", str(tmp_path / "raw"), "--vars", json.dumps(variables))
    count = compare_build(build_quietly(new_exports, *arguments), variables)
    record(f"desk {seed}, {len(variables)} variables changed: {count} numbers are recomputed alike")


def test_a_desk_in_tehran(tehran_desk: DuckdbDesk) -> None:
    assert compare_build(tehran_desk.build, TEHRAN) > 1000


def test_every_variable_that_is_recomputed_is_changed_by_a_desk() -> None:
    used = {field.name for field in fields(Variables)}
    assert used == TEHRAN.keys() | WIDE.keys() | NARROW.keys()


def compare_build(build: Path, variables: Changed) -> int:
    """Require that the numbers of a build are the recomputed ones, and say how many."""
    recomputed = recompute(read_staging(build, variables))
    require_equal(recomputed, build)
    return len(recomputed)


def require_equal(recomputed: pl.DataFrame, build: Path) -> None:
    """Fail with the first numbers that differ."""
    found = differences(recomputed, read_published(build))
    shown = "\n".join(sentence for kpi in found.values() for sentence in kpi[:SHOWN])
    count = sum(len(sentences) for sentences in found.values())
    assert not found, f"{count} numbers of {len(found)} KPIs differ, the first of each:\n{shown}"


def test_every_recomputed_kpi_is_published(sample_build: Path, recomputed: pl.DataFrame) -> None:
    published = set(read_published(sample_build)["kpi_id"])
    assert set(recomputed["kpi_id"]) <= published
    # A forecast has a method of its own, and the sample asks everybody for expectations: other
    # desks are widened by what they did not.
    assert published - set(recomputed["kpi_id"]) == {"ticket_volume_forecast", "servperf"}


def test_the_score_weighs_as_specified(sample_build: Path) -> None:
    with duckdb.connect(str(sample_build), read_only=True) as build:
        weights = build.sql("select kpi_id, weight from reference.agent_score_weights").fetchall()
    assert dict(weights) == WEIGHTS
