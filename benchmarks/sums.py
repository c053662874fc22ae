"""Ranges of forecasts of 7 and 28 days together, in numpy, and how often they hold what came.

The forecast is the smoothed one; past origins lie a week apart, as in the warehouse.
"""

import numpy as np

Array = np.ndarray
HISTORY, ORIGINS, LONGEST = 182, 26, 28
A_DAY, WEEK = 150, np.array([1.25, 1.15, 1.1, 1.05, 1.0, 0.8, 0.65])
Z = 1.281552
WINDOWS = (7, 28)
# Growth of the level a day, and by how much it wanders.
SERIES = {
    "a steady volume": (0.0, 0.0),
    "growth of 0.1% a day": (0.001, 0.0),
    "a level that wanders by 2% a day": (0.0, 0.02),
}


def smoothed(days: Array) -> Array:
    """The 28 days after a history whose last day is the last column."""
    weeks = days[:, ::-1].reshape(len(days), -1, 7)
    weights = 0.95 ** np.arange(weeks.shape[1])
    season = np.tensordot(weeks, weights, axes=(1, 0)) / weights.sum()
    back = 0.9 ** np.arange(days.shape[1])
    expected = (season @ back.reshape(-1, 7).sum(0))[:, None]
    level = (days[:, ::-1] @ back)[:, None] / expected
    return np.tile(season[:, ::-1] * level, LONGEST // 7)


def half_width(errors: Array, window: int) -> Array:
    """Half of the range, as a logarithm, from those of past actual ÷ expected."""
    count = errors.shape[1]
    return Z * np.sqrt((errors**2).mean(1)) * np.sqrt(1 + window / 7 / count)


def held_sums(rng: np.random.Generator, desks: int) -> list[list[object]]:
    """How often a range of 80% holds the sum; and what quantiles of past sums would hold."""
    rows: list[list[object]] = []
    length = HISTORY + 7 * ORIGINS + LONGEST
    for name, (growth, wander) in SERIES.items():
        steps = rng.normal(growth - wander**2 / 2, wander, (desks, length))
        mean = A_DAY * np.exp(np.cumsum(steps, 1)) * np.tile(WEEK, length // 7)
        days = rng.poisson(mean).astype(float)
        ends = HISTORY + 7 * np.arange(ORIGINS + 1)
        forecasts = [smoothed(days[:, end - HISTORY : end]) for end in ends]
        for window in WINDOWS:
            errors = np.stack(
                [
                    np.log(days[:, end : end + window].sum(1) / forecast[:, :window].sum(1))
                    for end, forecast in zip(ends, forecasts, strict=True)
                ],
                1,
            )
            past, now = errors[:, : -(window // 7)], errors[:, -1]
            low, high = np.quantile(past, (0.1, 0.9), axis=1)
            rows.append(
                [
                    name,
                    f"{window} days",
                    100 * float(((now >= low) & (now <= high)).mean()),
                    100 * float((np.abs(now) <= half_width(past, window)).mean()),
                ]
            )
    return rows
