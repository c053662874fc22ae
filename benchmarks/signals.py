"""The signals of the warehouse in numpy, and how often they are false.

A series is a row of points, oldest first; a point has a weight, as in the macro kpi_signal_points.
"""

from dataclasses import dataclass

import numpy as np

Array = np.ndarray
BASELINE, MINIMUM, EIGHT = 26, 8, 8
POINT_WIDTH, SHIFT_WIDTH, MOST_SPECIAL, FEWEST_OF_EIGHT = 3.0, 3.5, 3, 5
POINTS = 112
SIZES = (50, 500, 5_000, 20_000)
# Standard deviation from week to week, and how much of it lasts.
RATES = {
    "a rate of 80% that only chance moves": (0.0, 0.0),
    "and that varies by 1 point": (0.01, 0.0),
    "and that varies by 2 points": (0.02, 0.0),
    "and that drifts by 1 point (AR 0.3)": (0.01, 0.3),
    "and that drifts by 2 points (AR 0.3)": (0.02, 0.3),
}
COUNTS = (2, 10, 45, 500)
# Weeks within which a step should be seen.
WEEKS = (4, 8, 12)


@dataclass(frozen=True)
class Signals:
    """Whether each point can be rated, its side of the limits, and the side of a shift."""

    rated: Array
    point: Array
    shift: Array
    centre: Array
    width: Array

    @property
    def any(self) -> Array:
        """The side of a point or, where it is inside its limits, of a shift."""
        return np.where(self.point != 0, self.point, self.shift)


def signals(points: Array, weights: Array, scale: float, is_share: bool) -> Signals:
    """Rate every point of every series by the points before it.

    Args:
        points: Series by points.
        weights: As points.
        scale: What the centre is multiplied by to get the variance of chance alone; 0 for none.
        is_share: Whether that is also multiplied by one less the centre.
    """
    kept = points
    for _ in range(2):
        centre, width, count, _ = _baseline(kept, weights, BASELINE, 1, scale, is_share, weights)
        special = (count >= MINIMUM) & (width > 0)
        special &= np.abs(points - centre) > POINT_WIDTH * width
        lasting = np.stack(
            [special[:, max(t - EIGHT + 1, 0) : t + 1].sum(1) for t in range(points.shape[1])], 1
        )
        kept = np.where(special & (lasting <= MOST_SPECIAL), np.nan, points)
    centre, width, count, _ = _baseline(kept, weights, BASELINE, 1, scale, is_share, weights)
    mean8, _, count8, weight8 = _baseline(kept, weights, EIGHT, 0, scale, is_share, weights)
    before, width8, count_before, _ = _baseline(
        kept, weights, BASELINE, EIGHT, scale, is_share, weight8
    )
    rated = (count >= MINIMUM) & (width > 0)
    shift = np.where(
        (count_before >= MINIMUM) & (count8 >= FEWEST_OF_EIGHT), mean8 - before, np.nan
    )
    is_point = rated & (np.abs(points - centre) > POINT_WIDTH * width)
    is_shift = rated & (width8 > 0) & (np.abs(shift) > SHIFT_WIDTH * width8)
    return Signals(
        rated,
        np.where(is_point, np.sign(points - centre), 0),
        np.where(is_shift, np.sign(shift), 0),
        centre,
        POINT_WIDTH * width,
    )


def plain_signals(points: Array, weights: Array, is_share: bool) -> Array:
    """The textbook's chart: p-chart or individuals chart, and eight in a row on one side."""
    centre, _, count, _ = _baseline(
        points, weights if is_share else np.ones_like(weights), BASELINE, 1, 0, False, weights
    )
    ranges = np.abs(np.diff(points, axis=1, prepend=points[:, :1]))
    mean_range, *_ = _baseline(ranges, np.ones_like(ranges), BASELINE, 1, 0, False, weights)
    chance = 3 * np.sqrt(np.maximum(centre * (1 - centre), 0) / weights)
    limit = chance if is_share else 2.66 * mean_range
    side = np.sign(points - centre)
    run = np.stack(
        [np.abs(side[:, max(t - EIGHT + 1, 0) : t + 1].sum(1)) for t in range(points.shape[1])], 1
    )
    return (count >= MINIMUM) & ((np.abs(points - centre) > limit) | (run == EIGHT))


def _baseline(
    kept: Array,
    weights: Array,
    length: int,
    distance: int,
    scale: float,
    is_share: bool,
    weight_of_compared: Array,
) -> tuple[Array, Array, Array, Array]:
    """Centre, standard error of what is compared with it, number of points and their weight."""
    known = ~np.isnan(kept)
    terms = np.where(known, weights, 0.0)
    values = np.where(known, kept, 0.0)
    sums = [_window(part, length, distance) for part in (known, terms, terms * values)]
    squares = _window(terms * values**2, length, distance)
    count, weight, total = sums
    with np.errstate(all="ignore"):
        centre = total / weight
        rest = squares - total * centre
        variance = np.where(rest > 1e-12 * squares, rest, 0) / (count - 1)  # noqa: PLR2004
        chance = scale * centre * ((1 - centre) if is_share else 1)
        unit = np.maximum(variance, chance)
        return centre, np.sqrt(unit * (1 / weight_of_compared + 1 / weight)), count, weight


def _window(part: Array, length: int, distance: int) -> Array:
    """Sums over the points that end `distance` points before each point."""
    found = []
    for t in range(part.shape[1]):
        end = t - distance + 1
        found.append(part[:, max(end - length, 0) : max(end, 0)].sum(1))
    return np.stack(found, 1).astype(float)


def false_signals(rng: np.random.Generator, series: int) -> dict[str, list[list[object]]]:
    """Percentage of points that are called unusual although nothing happened."""
    rates: list[list[object]] = []
    for name, (spread, lasting) in RATES.items():
        row: list[object] = [name]
        for size in SIZES:
            truth = np.clip(0.8 + spread * steps(rng, series, lasting), 0.01, 0.99)
            points = rng.binomial(size, truth) / size
            weights = np.full(points.shape, float(size))
            found = signals(points, weights, 1, True)
            row += [false_share(plain_signals(points, weights, True), found.rated), _false(found)]
        rates.append(row)
    counts: list[list[object]] = []
    for size in COUNTS:
        points = rng.poisson(size, (series, POINTS)).astype(float)
        ones = np.ones_like(points)
        found = signals(points, ones, 1, False)
        counts.append(
            [
                f"a count around {size}",
                false_share(plain_signals(points, ones, False), found.rated),
                _false(found),
            ]
        )
    return {"rates": rates, "counts": counts}


def seen_shifts(rng: np.random.Generator, series: int) -> list[list[object]]:
    """Percentage of lasting steps of a rate that are seen within so many weeks."""
    size, spread, begin = 5_000, 0.01, 60
    deviation = np.sqrt(spread**2 + 0.8 * 0.2 / size)
    rows: list[list[object]] = []
    for step in (1.0, 1.5, 2.0, 3.0):
        truth = 0.8 + spread * steps(rng, series, 0)
        truth[:, begin:] -= step * deviation
        points = rng.binomial(size, truth) / size
        found = signals(points, np.full(points.shape, float(size)), 1, True)
        low = found.any[:, begin:] < 0
        seen = [round(100 * float(low[:, :weeks].any(1).mean()), 1) for weeks in WEEKS]
        rows.append([f"{step:g}", *seen])
    return rows


def steps(rng: np.random.Generator, series: int, lasting: float) -> Array:
    """Deviations of unit variance from week to week, of which some share lasts."""
    shocks = rng.normal(size=(series, POINTS))
    found = shocks.copy()
    for t in range(1, POINTS):
        found[:, t] = lasting * found[:, t - 1] + np.sqrt(1 - lasting**2) * shocks[:, t]
    return found


def _false(found: Signals) -> float:
    return false_share(found.any != 0, found.rated)


def false_share(called: Array, rated: Array) -> float:
    """Percentage of the points that can be rated which are called unusual."""
    return round(100 * float((called & rated).sum() / rated.sum()), 1)
