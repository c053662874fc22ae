"""Points outside the limits of those before them, and levels that have moved."""

from datetime import date
from typing import Any

import numpy as np

from tests.python.recompute.interventions import (
    LONGEST,
    SHORTEST,
    SPAN,
    Array,
    Series,
    kept_points,
)
from tests.python.recompute.lines import Line, cases
from tests.python.recompute.ratings import FEWEST

WEIGHED = ("rate", "ratio", "score", "mean")
PLAIN = ("rate", "ratio", "score", "count")
SCALES = {"poisson_per_100": 100.0, "poisson_per_1000": 1000.0}
FAR, FAR_OF_EIGHT, LEAST_OF_EIGHT = 3, 3.5, 5
ALIKE, EXPONENT = 1e-12, 25


def signals(line: Line, phases: list[date]) -> dict[date, dict[str, Any]]:
    """Limits and verdicts of every final point; a phase has no past but its own."""
    known = [
        start
        for start, point in line.points.items()
        if line.whole_value(start) is not None and not point["is_provisional"]
    ]
    found = {}
    for phase in [None, *phases]:
        own = [start for start in known if _phase(start, phases) == phase]
        if own:
            rows = _of_phase(line, own)
            found |= {start: {**row, "phase_started_on": phase} for start, row in rows.items()}
    return found


def _phase(start: date, phases: list[date]) -> date | None:
    return max((begun for begun in phases if begun <= start), default=None)


def _series(line: Line, starts: list[date]) -> Series:
    statistic = line.statistic
    values, weights = [], []
    for start in starts:
        point = line.points[start]
        above, below = point["numerator"], point["denominator"]
        is_weighed = statistic in WEIGHED
        # A rounded ratio is no ratio of rounded numbers.
        values.append(above / below if is_weighed and above is not None else point["value"])
        weights.append(below if is_weighed else 1.0)
    is_chance = statistic in ("rate", "count")
    return Series(
        starts=starts,
        place=np.arange(len(starts), dtype=float),
        value=np.array(values, float),
        weight=np.array(weights, float),
        is_share=statistic == "rate",
        is_duration=line.kpi["unit"] == "seconds" and statistic not in PLAIN,
        scale=1.0 if is_chance else SCALES.get(line.kpi["interval_method"], 0.0),
    )


def _of_phase(line: Line, starts: list[date]) -> dict[date, dict[str, Any]]:
    series = _series(line, starts)
    kept = kept_points(series, kept_points(series, np.full(len(starts), True)))
    found = {}
    for at, start in enumerate(starts):
        row: dict[str, Any] = dict.fromkeys(("centre", "limit_low", "limit_high", "signal_kind"))
        row["is_excluded_from_baseline"] = not kept[at]
        found[start] = row
        base = _baseline(series, _chosen(kept, at - LONGEST, at))
        if base is None:
            continue
        centre, total, unit = base
        half = FAR * np.sqrt(unit * (1 / series.weight[at] + 1 / total))
        ends = {"centre": centre, "limit_low": centre - half, "limit_high": centre + half}
        row |= {name: _shown(line, series, end) for name, end in ends.items()}
        point = line.points[start]
        if line.statistic != "count" and cases(point) < FEWEST:
            continue
        low, high = point["ci_low"], point["ci_high"]
        is_open = low is None and high is None
        value = series.y[at]
        if value > centre + half and (is_open or (low is not None and low > row["centre"])):
            row["signal_kind"] = "point_high"
        elif value < centre - half and (is_open or (high is not None and high < row["centre"])):
            row["signal_kind"] = "point_low"
        else:
            row["signal_kind"] = _shift(series, kept, at)
    return found


def _chosen(kept: Array, first: int, last: int) -> Array:
    places = np.arange(max(first, 0), max(last, 0))
    return places[kept[places]]


def _baseline(series: Series, chosen: Array) -> tuple[float, float, float] | None:
    """Mean, weight and the variance of a point of weight 1; None of few points or without any."""
    if len(chosen) < SHORTEST:
        return None
    y, w = series.y[chosen], series.weight[chosen]
    centre = float(np.average(y, weights=w))
    squares = float((w * (y - centre) ** 2).sum())
    if squares <= ALIKE * float((w * y**2).sum()):
        squares = 0.0
    unit = max(squares / (len(chosen) - 1), series.floor(centre))
    return (centre, float(w.sum()), unit) if unit > 0 else None


def _shift(series: Series, kept: Array, at: int) -> str:
    """Whether the mean of the last eight points has left the points before them."""
    eight = _chosen(kept, at - SPAN + 1, at + 1)
    base = _baseline(series, _chosen(kept, at - SPAN + 1 - LONGEST, at - SPAN + 1))
    if base is None or len(eight) < LEAST_OF_EIGHT:
        return "none"
    centre, total, unit = base
    weights = series.weight[eight]
    moved = float(np.average(series.y[eight], weights=weights)) - centre
    limit = FAR_OF_EIGHT * np.sqrt(unit * (1 / weights.sum() + 1 / total))
    return "none" if abs(moved) <= limit else "shift_up" if moved > 0 else "shift_down"


def _shown(line: Line, series: Series, end: float) -> float:
    """An end in the unit of the value, within its range."""
    value = float(np.exp(np.clip(end, -EXPONENT, EXPONENT))) if series.is_duration else float(end)
    low, high = line.kpi["minimum_value"], line.kpi["maximum_value"]
    value = value if low is None else max(value, low)
    return value if high is None else min(value, high)
