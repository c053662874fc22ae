"""What is derived from the KPIs and facts, computed once more: forecasts, plans and ratings."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.python.conftest import DuckdbDesk
from tests.python.recompute.contact_days import contact_series
from tests.python.recompute.desks import TEHRAN
from tests.python.recompute.forecast import forecast
from tests.python.recompute.lines import KEY, WATCHED, Line, read_lines, read_one
from tests.python.recompute.periods import Periods
from tests.python.recompute.ratings import rate, target_of, value_status
from tests.python.recompute.signals import signals
from tests.python.recompute.staffing import Plan
from tests.python.recompute.trends import trend
from tests.python.recompute.variables import Variables

# Published numbers have six decimals, and are computed from others that have six.
NEAR = 2e-5
Rows = dict[tuple[Any, ...], dict[str, Any]]
FORECASTS = {
    "forecast_accuracy": (("method",), {}),
    "ticket_volume_forecast": (
        ("forecast_date",),
        {
            "method": "method",
            "expected": "expected_contacts",
            "low": "low_contacts",
            "p80": "expected_p80",
            "high": "high_contacts",
        },
    ),
    "forecast_totals": (
        ("window_days",),
        {
            "method": "method",
            "expected": "expected_contacts",
            "low": "low_contacts",
            "p80": "p80_contacts",
            "high": "high_contacts",
            "origins": "origins",
        },
    ),
}


UNREADABLE = ("no_source", "no_rule")
RATINGS = (
    *("period_end", "previous_value", "value_status"),
    *("target_status", "target_side", "judged_over_periods"),
)


@pytest.fixture(scope="module", params=["sample", "tehran"])
def desk(request: pytest.FixtureRequest) -> tuple[Path, Variables]:
    """The sample, and a desk of another zone whose weeks begin on Saturday."""
    if request.param == "sample":
        return request.getfixturevalue("sample_build"), Variables.of()
    tehran: DuckdbDesk = request.getfixturevalue("tehran_desk")
    return tehran.build, Variables.of(TEHRAN)


@pytest.fixture(scope="module")
def lines(desk: tuple[Path, Variables]) -> list[Line]:
    """The lines that people watch."""
    return list(read_lines(desk[0]))


def test_forecasts_are_the_recomputed_ones(desk: tuple[Path, Variables]) -> None:
    build, variables = desk
    periods = Periods(variables.report_timezone, variables.week_start_dow)
    mine: dict[str, Rows] = {name: {} for name in FORECASTS}
    for key, series in contact_series(build, periods).items():
        found = forecast(series)
        for name, part in zip(FORECASTS, ("accuracy", "days", "totals"), strict=True):
            mine[name] |= {(*key, place): row for place, row in found[part].items()}
    for name, (places, columns) in FORECASTS.items():
        keys = ("contact_kind", "slice_name", "slice_value", *places)
        require_same(mine[name], published(build, name, keys), columns)


def test_ratings_are_the_recomputed_ones(desk: tuple[Path, Variables], lines: list[Line]) -> None:
    build, _ = desk
    chosen = "target_set is null or target_set = 'sample'" if _has_targets(lines) else "false"
    targets = read_one(build, f"select * from reference.kpi_targets where {chosen}")
    wrong = []
    for line in lines:
        for start, point in line.points.items():
            before = line.before(start)
            previous = line.whole_value(before["period_start"]) if before else None
            status = point["value_status"]
            if status not in UNREADABLE:
                status = value_status(point, line.statistic)
            target = target_of(line, start, targets)
            rating = rate(line, start, target) if target else ("no_target", None, None)
            found = [line.end(start), previous, status, *rating]
            told = [point[name] for name in RATINGS]
            if rating[0] is None:
                found[-3:] = told[-3:]
            wrong += [] if found == told else [(line.key, start, found, told)]
    assert not wrong, (len(wrong), wrong[:5])


def test_signals_are_the_recomputed_ones(desk: tuple[Path, Variables], lines: list[Line]) -> None:
    build, _ = desk
    effects = read_one(build, "select * from marts.intervention_effects order by effect_from")
    mine: Rows = {}
    for line in lines:
        if line.grain not in ("week", "month"):
            continue
        # A stock is no sample: it has no limits.
        if line.kpi["interval_method"] == "none":
            continue
        phases = [
            row["effect_from"]
            for row in effects
            if row["verdict"] in ("better", "worse", "higher", "lower")
            and (row["kpi_id"], row["slice_name"], row["slice_value"]) == (line.key[0], *line.slice)
        ]
        found = signals(line, phases)
        mine |= {(*line.key, start): row for start, row in found.items()}
    require_same(mine, watched(build, "kpi_signals", (*KEY, "period_start")))


def test_trends_are_the_recomputed_ones(desk: tuple[Path, Variables], lines: list[Line]) -> None:
    build, _ = desk
    bounds = read_one(build, "select as_of_date from intermediate.int_reporting_bounds")
    mine: Rows = {}
    for line in lines:
        if line.grain in ("week", "month", "quarter"):
            found = trend(line, bounds[0]["as_of_date"])
            mine |= {line.key: found} if found else {}
    require_same(mine, watched(build, "kpi_trends", KEY))


def test_staffing_is_the_recomputed_one(desk: tuple[Path, Variables]) -> None:
    build, variables = desk
    keys = ("staffing_group", "media", "iso_weekday", "hour_of_day")
    require_same(Plan(build, variables).rows(), published(build, "staffing", keys))


def _has_targets(lines: list[Line]) -> bool:
    """Whether the desk was built with the targets of the sample."""
    return any(
        point["target_status"] != "no_target" for line in lines for point in line.points.values()
    )


def watched(build: Path, table: str, keys: tuple[str, ...]) -> Rows:
    """Rows of the slices that every desk watches, by a key that begins as that of kpi_values."""
    place = keys.index("slice_name")
    return {key: row for key, row in published(build, table, keys).items() if key[place] in WATCHED}


def published(build: Path, table: str, keys: tuple[str, ...]) -> Rows:
    """The rows of a mart by their key."""
    with duckdb.connect(str(build), read_only=True) as connection:
        rows = connection.sql(f"select * from marts.{table}").pl().to_dicts()
    return {tuple(row[name] for name in keys): row for row in rows}


def require_same(mine: Rows, theirs: Rows, columns: Mapping[str, str] | None = None) -> None:
    """Fail with the first numbers that differ; columns by their names here."""
    assert mine.keys() == theirs.keys()
    names = columns or {name: name for row in mine.values() for name in row}
    wrong = [
        (key, theirs_name, theirs[key][theirs_name], row[name])
        for key, row in mine.items()
        for name, theirs_name in names.items()
        if not _is_same(row[name], theirs[key][theirs_name])
    ]
    assert not wrong, (len(wrong), wrong[:5])


def _is_same(mine: object, theirs: object) -> bool:
    if isinstance(mine, float) and isinstance(theirs, (float, int)):
        return abs(mine - theirs) <= NEAR * max(1, abs(theirs))
    return mine == theirs
