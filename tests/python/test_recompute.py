"""KPIs of the shipped sample, recomputed from staging in polars, against kpi_values."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from scripts.sample import write_sample
from tests.python.conftest import run_quietly
from tests.python.recompute.agent_score import WEIGHTS
from tests.python.recompute.compare import differences
from tests.python.recompute.everything import recompute
from tests.python.recompute.frames import read_published, read_staging

# Of every KPI that differs; one cause shows in many months and slices.
SHOWN = 3
# Short and long histories, and data that end at any hour of the last day.
OTHER_DESKS = [
    *((seed, 4000, 14) for seed in range(101, 106)),
    (203, 3000, 8),
    (204, 1500, 26),
    (206, 2000, 14),
    (305, 800, 20),
]


@pytest.fixture(scope="module")
def recomputed(sample_build: Path) -> pl.DataFrame:
    return recompute(read_staging(sample_build))


def test_published_numbers_are_the_recomputed_ones(
    sample_build: Path, recomputed: pl.DataFrame
) -> None:
    require_equal(recomputed, sample_build)


@pytest.mark.soak
@pytest.mark.parametrize(("seed", "tickets", "months"), OTHER_DESKS)
def test_other_desks_too(
    seed: int,
    tickets: int,
    months: int,
    tmp_path: Path,
    new_exports: Path,
    record: Callable[[str], None],
) -> None:
    write_sample(tmp_path / "raw", seed=seed, tickets=tickets, months=months)
    outcome = run_quietly("build", "--raw-path", str(tmp_path / "raw"))
    assert outcome.code == 0, outcome.err
    (build,) = new_exports.glob("runs/*/private/support_kpi_build.duckdb")
    recomputed = recompute(read_staging(build))
    require_equal(recomputed, build)
    record(f"desk {seed}: {len(recomputed)} numbers equal their recomputation")


def require_equal(recomputed: pl.DataFrame, build: Path) -> None:
    """Fail with the first numbers that differ."""
    found = differences(recomputed, read_published(build))
    shown = "\n".join(sentence for kpi in found.values() for sentence in kpi[:SHOWN])
    count = sum(len(sentences) for sentences in found.values())
    assert not found, f"{count} numbers of {len(found)} KPIs differ, the first of each:\n{shown}"


def test_every_recomputed_kpi_is_published(sample_build: Path, recomputed: pl.DataFrame) -> None:
    published = set(read_published(sample_build)["kpi_id"])
    assert set(recomputed["kpi_id"]) <= published
    assert recomputed["kpi_id"].n_unique() >= 24


def test_the_score_weighs_as_specified(sample_build: Path) -> None:
    with duckdb.connect(str(sample_build), read_only=True) as build:
        weights = build.sql("select kpi_id, weight from reference.agent_score_weights").fetchall()
    assert dict(weights) == WEIGHTS
