"""What an intervention changed, in numpy, and how often it is said of nothing.

A series is a row of periods, oldest first; the method is that of the macro before_and_after, for
points of equal weight.
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.intervals import t_quantile

Array = np.ndarray
# Correlation of a period with the one before it, and standard deviations by which each is higher.
SERIES = {
    "independent periods": (0.0, 0.0),
    "periods like the one before (AR 0.3)": (0.3, 0.0),
    "a trend of 0.05 standard deviations": (0.0, 0.05),
}
PERIODS = ((12, 8), (26, 8), (26, 12))
STEP = 2.0
ENOUGH = 1.4


@dataclass(frozen=True)
class Effects:
    """The change, half of its 95% interval, and whether both sides are lines."""

    change: Array
    half: Array
    is_trend: Array

    @property
    def is_seen(self) -> Array:
        """Whether it is said that something changed."""
        return np.abs(self.change) > ENOUGH * self.half


def effects(before: Array, after: Array, wash_in: int = 0) -> Effects:
    """Compare both sides of every series.

    Args:
        before: Series by periods before.
        after: Series by periods after.
        wash_in: Periods between them that count nowhere.
    """
    sides = [
        (before, np.arange(before.shape[1]) - before.shape[1]),
        (after, np.arange(after.shape[1]) + wash_in),
    ]
    fits = [_line(points, places, wash_in) for points, places in sides]
    counts = before.shape[1], after.shape[1]
    first = fits[0]
    is_trend = first["slope"] ** 2 * first["places"] * (counts[0] - 2) >= first["rest"].sum(1)
    levels = [points - points.mean(1, keepdims=True) for points, _ in sides]
    level_error = sum((rest**2).sum(1) for rest in levels) / (sum(counts) - 2)
    level_error = level_error * (1 / counts[0] + 1 / counts[1])
    line_error = sum(fit["rest"].sum(1) for fit in fits) / (sum(counts) - 4)
    line_error = line_error * sum(fit["distance"] for fit in fits)
    residuals = np.where(
        is_trend[:, None],
        np.concatenate([fit["residuals"] for fit in fits], 1),
        np.concatenate(levels, 1),
    )
    alike = (residuals[:, 1:] * residuals[:, :-1]).sum(1) / (residuals**2).sum(1)
    alike = np.maximum(alike, 0)
    degrees = np.where(is_trend, sum(counts) - 4, sum(counts) - 2)
    error = np.sqrt(np.where(is_trend, line_error, level_error))
    return Effects(
        np.where(is_trend, fits[1]["at"] - fits[0]["at"], after.mean(1) - before.mean(1)),
        t_quantile(degrees) * error * np.sqrt((1 + alike) / (1 - alike)),
        is_trend,
    )


def _line(points: Array, places: Array, start: int) -> dict[str, Array]:
    middle = places - places.mean()
    squares = (middle**2).sum()
    slope = (points * middle).sum(1) / squares
    mean = points.mean(1)
    residuals = points - mean[:, None] - slope[:, None] * middle
    return {
        "slope": slope,
        "places": squares,
        "residuals": residuals,
        "rest": residuals**2,
        "at": mean + slope * (start - places.mean()),
        "distance": 1 / points.shape[1] + (start - places.mean()) ** 2 / squares,
    }


def false_verdicts(rng: np.random.Generator, series: int) -> list[list[object]]:
    """How often something is said of nothing, and a step of two standard deviations is seen."""
    found: list[list[object]] = []
    for name, (alike, slope) in SERIES.items():
        for before, after in PERIODS:
            noise = _noise(rng, series, before + after, alike)
            noise = noise + slope * np.arange(before + after)
            step = STEP * (np.arange(before + after) >= before)
            textbook = _plain(noise[:, :before], noise[:, before:])
            here = [
                effects(points[:, :before], points[:, before:]).is_seen.mean()
                for points in (noise, noise + step)
            ]
            found.append([name, f"{before} and {after}"])
            found[-1] += [100 * float(share) for share in (textbook, *here)]
    return found


def _noise(rng: np.random.Generator, series: int, periods: int, alike: float) -> Array:
    own = rng.standard_normal((series, periods)) * np.sqrt(1 - alike**2)
    points = np.empty_like(own)
    points[:, 0] = own[:, 0] / np.sqrt(1 - alike**2)
    for period in range(1, periods):
        points[:, period] = alike * points[:, period - 1] + own[:, period]
    return points


def _plain(before: Array, after: Array) -> float:
    """The share of series in which a plain t-test of both sides says 5%."""
    counts = before.shape[1], after.shape[1]
    spread = sum(((side - side.mean(1, keepdims=True)) ** 2).sum(1) for side in (before, after))
    error = np.sqrt(spread / (sum(counts) - 2) * (1 / counts[0] + 1 / counts[1]))
    limit = t_quantile(np.array([sum(counts) - 2])) * error
    return float((np.abs(after.mean(1) - before.mean(1)) > limit).mean())
