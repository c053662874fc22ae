"""How often weeks of durations, and of volumes that drift, are called unusual by chance.

A point of a mean, median or 90th percentile is a signal only where its own interval excludes the
centre too, as in the macro kpi_signal_points.
"""

from collections.abc import Callable

import numpy as np

from benchmarks.intervals import Array, Ends, hall_mean, quantile_ranks
from benchmarks.signals import POINTS, false_share, plain_signals, signals, steps

CASES = (45, 200)
SPREADS = (1.2, 1.8)
# How many a week, how much they vary beyond chance, and how much of it lasts.
VOLUMES = ((500, 0.1, 0.3), (500, 0.2, 0.5))


def false_signals(rng: np.random.Generator, series: int) -> list[list[object]]:
    """Percentage of weeks of lognormal durations that are called unusual."""
    rows: list[list[object]] = []
    for spread in SPREADS:
        for cases in CASES:
            values = np.sort(rng.lognormal(8, spread, (series, POINTS, cases)), axis=2)
            for name, statistic in STATISTICS.items():
                points, ends, weight = statistic(values)
                rows.append(
                    [f"{name}, lognormal, σ {spread:g}", cases, *_false(points, ends, weight)]
                )
    return rows


def drifting_volumes(rng: np.random.Generator, series: int) -> list[list[object]]:
    """Percentage of weeks of drifting volumes that are called unusual."""
    rows: list[list[object]] = []
    for size, spread, lasting in VOLUMES:
        mean = size * np.maximum(1 + spread * steps(rng, series, lasting), 0.01)
        points = rng.poisson(mean).astype(float)
        ones = np.ones_like(points)
        found = signals(points, ones, 1, False)
        plain = plain_signals(points, ones, False)
        rows.append(
            [
                f"a count around {size} that drifts by {spread:.0%} (AR {lasting:g})",
                false_share(plain, found.rated),
                false_share(found.any != 0, found.rated),
            ]
        )
    return rows


def _mean(values: Array) -> tuple[Array, Ends, int]:
    count = values.shape[2]
    sums = [(values**power).sum(2) for power in (1, 2, 3)]
    return sums[0] / count, hall_mean(*sums, count), count


def _quantile(share: float) -> Callable[[Array], tuple[Array, Ends, int]]:
    def at(values: Array) -> tuple[Array, Ends, int]:
        count = values.shape[2]
        low, high = quantile_ranks(count, share)
        top = values[:, :, high - 1] if high <= count else np.full(values.shape[:2], np.inf)
        return np.quantile(values, share, axis=2), (values[:, :, low - 1], top), 1

    return at


STATISTICS = {"mean": _mean, "median": _quantile(0.5), "90th percentile": _quantile(0.9)}


def _false(points: Array, ends: Ends, weight: int) -> tuple[float, float]:
    found = signals(np.log(points), np.full(points.shape, float(weight)), 0, False)
    with np.errstate(all="ignore"):
        low, high = (np.log(end) for end in ends)
    is_told = (low > found.centre) | (high < found.centre)
    plain = plain_signals(points, np.ones_like(points), False)
    return (
        false_share(plain, found.rated),
        false_share((found.any != 0) & is_told, found.rated),
    )
