"""What an intervention changed: weighted levels or lines, before and after it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from scipy import stats

LONGEST, SHORTEST, SPAN, MOST_FLAGGED = 26, 8, 8, 3
FEWEST_AFTER, LINE_BEFORE, LINE_AFTER = 4, 12, 8
SURE = 1.4
Array = np.ndarray


@dataclass(frozen=True)
class Series:
    """The weeks of a KPI: first day and number of each, value and weight; and what chance does.

    Attributes:
        scale: Of the variance that chance alone gives: 1 for shares and counts, 0 for the others.
    """

    starts: list[date]
    place: Array
    value: Array
    weight: Array
    is_share: bool
    is_duration: bool
    scale: float

    @property
    def y(self) -> Array:
        """The value as it is compared: durations by their logarithm."""
        return np.log(np.maximum(self.value, 1)) if self.is_duration else self.value

    def floor(self, centre: float) -> float:
        """The least variance of a point of weight 1."""
        return self.scale * centre * ((1 - centre) if self.is_share else 1)


def effect(series: Series, begun: int, wash_in: int, direction: str, last: int) -> dict[str, Any]:
    """What changed, and whether that is said.

    Args:
        series: The weeks of the KPI.
        begun: Number of the week in which it began.
        wash_in: Weeks from then on that count neither as before nor as after.
        direction: Of the KPI: up or down.
        last: Number of the last week that belongs to it.
    """
    y, t = series.y, series.place
    kept = kept_points(series, kept_points(series, np.full(len(y), True)))
    before = np.flatnonzero(kept & (t < begun))[-LONGEST:]
    after = np.flatnonzero((t >= begun + wash_in) & (t <= last))[:LONGEST]
    row: dict[str, Any] = {"points_before": len(before), "points_after": len(after)}
    if len(before) < SHORTEST or len(after) < FEWEST_AFTER:
        early = "too_little_history" if len(before) < SHORTEST else "too_early"
        return row | {"verdict": early}
    sides = (before, after)
    if _is_level(t[before], y[before]):
        row["method"], first, taken = "level", *_levels(series, sides)
    else:
        row["method"], first, taken = "trend", *_lines(t, y, sides, begun + wash_in)
    change, error, degrees, values = first
    rest = y[np.concatenate(sides)] - taken
    r = max(float((rest[1:] * rest[:-1]).sum() / (rest**2).sum()), 0.0)
    half = stats.t.ppf(0.975, degrees) * error * np.sqrt((1 + r) / (1 - r))
    row |= {"change": change, "change_low": change - half, "change_high": change + half}
    row |= dict(zip(("value_before", "value_after"), values, strict=True))
    if series.is_duration:
        row |= {name: np.exp(row[name]) - 1 for name in ("change", "change_low", "change_high")}
        row |= {name: np.exp(row[name]) for name in ("value_before", "value_after")}
    is_short = len(before) < LINE_BEFORE or len(after) < LINE_AFTER
    if row["method"] == "trend" and is_short:
        verdict = "trend_before"
    elif abs(change) <= SURE * half:
        verdict = "no_difference_seen"
    else:
        verdict = "better" if (change > 0) == (direction == "up") else "worse"
    return row | {"verdict": verdict}


def kept_points(series: Series, usable: Array) -> Array:
    """Points that later baselines may use: special ones leave them, unless they last."""
    y, w = series.y, series.weight
    special = np.full(len(y), False)
    for at in range(len(y)):
        window = np.arange(max(at - LONGEST, 0), at)
        chosen = window[usable[window]]
        if len(chosen) >= SHORTEST:
            total = w[chosen].sum()
            centre = (w[chosen] * y[chosen]).sum() / total
            spread = (w[chosen] * (y[chosen] - centre) ** 2).sum() / (len(chosen) - 1)
            unit = max(spread, series.floor(centre))
            special[at] = abs(y[at] - centre) > 3 * np.sqrt(unit * (1 / w[at] + 1 / total)) > 0
    flagged = [special[max(at - SPAN + 1, 0) : at + 1].sum() for at in range(len(y))]
    return ~(special & (np.array(flagged) <= MOST_FLAGGED))


def _is_level(t: Array, y: Array) -> bool:
    """Whether a line through the points has a slope of less than its own error."""
    fit = stats.linregress(t, y)
    return bool(abs(fit.slope) < fit.stderr or abs(fit.slope) <= 1e-9 * abs(y.mean()))


def _levels(series: Series, sides: tuple[Array, Array]) -> tuple[tuple[Any, ...], Array]:
    y, w = series.y, series.weight
    means = [float(np.average(y[side], weights=w[side])) for side in sides]
    count = sum(len(side) for side in sides)
    squares = sum(
        float((w[side] * (y[side] - mean) ** 2).sum())
        for side, mean in zip(sides, means, strict=True)
    )
    floor = sum(len(side) * series.floor(mean) for side, mean in zip(sides, means, strict=True))
    unit = max(squares / (count - 2), floor / count)
    error = np.sqrt(unit * sum(1 / w[side].sum() for side in sides))
    taken = np.repeat(means, [len(side) for side in sides])
    return (means[1] - means[0], error, count - 2, means), taken


def _lines(
    t: Array, y: Array, sides: tuple[Array, Array], at: int
) -> tuple[tuple[Any, ...], Array]:
    fits = [np.polynomial.Polynomial.fit(t[side], y[side], 1).convert() for side in sides]
    taken = np.concatenate([fit(t[side]) for fit, side in zip(fits, sides, strict=True)])
    count = len(taken)
    variance = float(((y[np.concatenate(sides)] - taken) ** 2).sum()) / (count - 4)
    distance = sum(
        1 / len(side) + (at - t[side].mean()) ** 2 / ((t[side] - t[side].mean()) ** 2).sum()
        for side in sides
    )
    ends = [float(fit(at)) for fit in fits]
    return (ends[1] - ends[0], np.sqrt(variance * distance), count - 4, ends), taken
