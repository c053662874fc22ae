"""KPIs of the shipped sample and of other desks, recomputed in polars, against kpi_values."""

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pytest

from scripts.sample import write_sample
from tests.python.conftest import DuckdbDesk, build_quietly
from tests.python.recompute import (
    calls,
    drivers,
    interventions,
    reviews,
    statuses,
    surveys,
    tickets,
)
from tests.python.recompute.agent_score import WEIGHTS
from tests.python.recompute.compare import INTERVAL_TOLERANCE, ROUNDING, differences
from tests.python.recompute.desks import (
    NARROW,
    OTHER_DESKS,
    TEHRAN,
    WIDE,
    Changed,
    widen,
)
from tests.python.recompute.everything import recompute
from tests.python.recompute.frames import Staging, read_folded, read_published, read_staging
from tests.python.recompute.intervals import CELL, ENDS
from tests.python.recompute.variables import Variables

# Of every KPI that differs; one cause shows in many months and slices.
SHOWN = 3
MANY = 100


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
    each = recomputed.join(read_folded(build), on=["slice_name", "slice_value"], how="anti")
    found = differences(each, read_published(build))
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


def test_score_drivers_are_the_recomputed_ones(sample_build: Path) -> None:
    staging = read_staging(sample_build)
    scoped, sessions = _subjects(staging)
    responses = surveys.counted_responses(staging, scoped, sessions)
    with duckdb.connect(str(sample_build), read_only=True) as build:
        groups = build.sql("select raw_reason, reason, parent from reference.reason_groups")
        named = {raw: (reason, parent) for raw, reason, parent in groups.fetchall()}
        published = build.sql("select * exclude (as_of) from marts.score_drivers").pl()
    found = drivers.score_drivers(staging, responses, named)
    require_same_rows(found, published, [*drivers.WHOLE, "reason"])


def test_categories_of_reviews_are_the_recomputed_ones(sample_build: Path) -> None:
    staging = read_staging(sample_build)
    with duckdb.connect(str(sample_build), read_only=True) as build:
        published = build.sql("select * exclude (as_of) from marts.qa_by_category").pl()
    found = reviews.categories(staging, *_subjects(staging))
    require_same_rows(found, published, ["period_grain", *CELL, "category"])


def _subjects(staging: Staging) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tickets and calls that answers and reviews are about."""
    solves = statuses.solves(staging, statuses.status_changes(staging))
    return tickets.scoped_tickets(staging, solves), calls.scoped_calls(staging)


def require_same_rows(found: pl.DataFrame, published: pl.DataFrame, keys: list[str]) -> None:
    """Fail with the first rows that differ; ends of intervals may by what Student's t is off."""
    both = found.join(published, on=keys, how="full", coalesce=True, suffix="_published")
    assert len(both) == len(found) == len(published) > MANY
    width = (pl.col("ci_high") - pl.col("ci_low")).abs() if "ci_low" in found.columns else pl.lit(0)
    for name in sorted(set(published.columns) - set(keys)):
        mine, theirs = pl.col(name), pl.col(f"{name}_published")
        is_same = mine.eq_missing(theirs)
        if published.schema[name] == pl.Float64:
            near = pl.lit(ROUNDING)
            if name in ENDS:
                near = pl.max_horizontal(near, INTERVAL_TOLERANCE * width.fill_null(0))
            is_same |= ((mine - theirs).abs() <= near).fill_null(False)
        wrong = both.filter(~is_same)
        assert wrong.is_empty(), (name, wrong.select(*keys, name, f"{name}_published").head(5))


def test_interventions_are_the_recomputed_ones(sample_build: Path) -> None:
    with duckdb.connect(str(sample_build), read_only=True) as build:
        published = build.sql("select * from marts.intervention_effects").pl().to_dicts()
        seeds = "select intervention_id, wash_in_periods from reference.interventions"
        wash_in = dict(build.sql(seeds).fetchall())
        series = {row["intervention_id"]: _series(build, row) for row in published}
    assert {row["verdict"] for row in published} == {"better", "no_difference_seen"}
    for row in published:
        weeks, direction = series[row["intervention_id"]]
        begun = max(
            place
            for place, start in zip(weeks.place, weeks.starts, strict=True)
            if start <= row["started_on"]
        )
        found = interventions.effect(
            weeks, begun, wash_in[row["intervention_id"]], direction, weeks.place[-1]
        )
        assert (found["verdict"], found["method"]) == (row["verdict"], row["method"])
        width = row["change_high"] - row["change_low"]
        for name in sorted(found.keys() & row.keys() - {"verdict", "method"}):
            assert found[name] == pytest.approx(row[name], abs=INTERVAL_TOLERANCE * width), name


def _series(
    build: duckdb.DuckDBPyConnection, row: dict[str, Any]
) -> tuple[interventions.Series, str]:
    """The weeks of a KPI in total, and in which direction it gets better."""
    weeks = build.execute(
        """
        select period_start, value, denominator from marts.kpi_values
        where kpi_id = ? and statistic = ? and period_grain = 'week' and slice_name = 'overall'
            and value is not null and not is_provisional
        order by period_start
        """,
        [row["kpi_id"], row["statistic"]],
    ).fetchall()
    kpi = "select unit, direction from reference.kpi_catalogue where kpi_id = ?"
    unit, direction = build.execute(kpi, [row["kpi_id"]]).fetchone() or ("", "")
    starts, values, bases = zip(*weeks, strict=True)
    first = starts[0]
    series = interventions.Series(
        starts=list(starts),
        place=np.array([(start - first).days // 7 for start in starts], float),
        value=np.array(values),
        weight=np.array(bases, float),
        is_share=row["statistic"] == "rate",
        is_duration=unit == "seconds" and row["statistic"] != "rate",
        scale=1.0 if row["statistic"] == "rate" else 0.0,
    )
    return series, direction
