"""The intervals of the warehouse in numpy, and how often they cover what they should.

Each function takes arrays of sums with one entry per sample, as the SQL does, and gives both ends.
"""

from collections.abc import Callable
from math import lgamma

import numpy as np

Array = np.ndarray
Ends = tuple[Array, Array]
Z = 1.959964
EXACT_T = {1: 12.706205, 2: 4.302653, 3: 3.182446, 4: 2.776445}


def t_quantile(degrees: Array | float) -> Array:
    """The 97.5 % quantile of Student's t."""
    df = np.maximum(np.asarray(degrees, float), 1)
    series = Z + 2.372271 / df + 2.822499 / df**2 + 2.555850 / df**3 + 1.589534 / df**4
    series += 0.732898 / df**5
    return np.select([df == exact for exact in EXACT_T], list(EXACT_T.values()), series)


def wilson(hits: Array, trials: Array) -> Ends:
    """Wilson's interval of a share."""
    half = Z / (trials + Z**2) * np.sqrt(hits * (trials - hits) / trials + Z**2 / 4)
    centre = (hits + Z**2 / 2) / (trials + Z**2)
    return centre - half, centre + half


def normal_mean(total: Array, squares: Array, count: Array) -> Ends:
    """The normal interval of a mean, which these methods replace."""
    mean = total / count
    half = Z * np.sqrt((squares - count * mean**2) / (count - 1) / count)
    return mean - half, mean + half


def skewed(mean: Array, error: Array, skew: Array, degrees: Array | float) -> Ends:
    """Hall's interval: Student's t, corrected for the skewness of the mean."""
    k = np.where(np.abs(skew) < 1e-6, 1e-6, skew)  # noqa: PLR2004

    def corrected(t: Array) -> Array:
        return 3 / k * (np.cbrt(1 + k * (t - k / 6)) - 1)

    t = t_quantile(degrees)
    return mean - error * corrected(t), mean - error * corrected(-t)


def hall_mean(total: Array, squares: Array, cubes: Array, count: Array | float) -> Ends:
    """Hall's interval of a mean of independent rows."""
    mean = total / count
    variance = squares / count - mean**2
    third = cubes / count - 3 * mean * squares / count + 2 * mean**3
    skew = third / variance**1.5 / np.sqrt(count)
    return skewed(mean, np.sqrt(variance / (count - 1)), skew, np.asarray(count) - 1)


def clustered_share(x: Array, y: Array) -> Ends:
    """Wilson's interval of the effective sample; samples by clusters of x rows, y of them hits."""
    clusters, rows, share = x.shape[1], x.sum(1), y.sum(1) / x.sum(1)
    variance = clusters / (clusters - 1) * ((y - share[:, None] * x) ** 2).sum(1) / rows**2
    chance = share * (1 - share)
    varies = chance > 0
    effect = np.where(
        varies,
        np.maximum(variance * rows / np.where(varies, chance, 1), 1),
        (x**2).sum(1) / rows,
    )
    trials = rows / effect * (Z / t_quantile(clusters - 1)) ** 2
    return wilson(share * trials, trials)


def clustered_mean(x: Array, y: Array) -> Ends:
    """Hall's interval of a mean; samples by clusters of x rows, which sum to y."""
    clusters, rows, mean = x.shape[1], x.sum(1), y.sum(1) / x.sum(1)
    rest = y - mean[:, None] * x
    variance = clusters / (clusters - 1) * (rest**2).sum(1) / rows**2
    skew = (rest**3).sum(1) / rows**3 / variance**1.5
    return skewed(mean, np.sqrt(variance), skew, clusters - 1)


def quantile_ranks(count: int, share: float) -> tuple[int, int]:
    """Ranks of the values that end the interval of a quantile."""
    half = Z * np.sqrt(count * share * (1 - share))
    middle = count * share + 0.5 + (1 - 2 * share) * (Z**2 - 1) / 6
    return int(np.floor(middle - half)), int(np.floor(middle + half)) + 1


def covered(ends: Ends, truth: float) -> float:
    """Percentage of intervals that hold the truth."""
    low, high = ends
    return round(100 * float(np.mean((low <= truth) & (truth <= high))), 1)


def share_coverage(rng: np.random.Generator, samples: int) -> list[list[object]]:
    """Two to four targets per ticket, met with a probability of the ticket's own."""
    rows: list[list[object]] = []
    for share, alike in ((0.9, 0.3), (0.98, 0.3), (0.9, 0.6)):
        spread = (1 - alike) / alike
        for clusters in (10, 20, 50, 200):
            x = rng.integers(2, 5, (samples, clusters))
            own = rng.beta(share * spread, (1 - share) * spread, (samples, clusters))
            y = rng.binomial(x, own)
            naive = wilson(y.sum(1), x.sum(1))
            rows.append(
                [
                    f"{share:.0%} met, correlation {alike}",
                    clusters,
                    covered(naive, share),
                    covered(clustered_share(x, y), share),
                ]
            )
    return rows


def mean_coverage(rng: np.random.Generator, samples: int) -> list[list[object]]:
    """Means of lognormal durations."""
    rows: list[list[object]] = []
    for sigma in (1.0, 1.5, 2.0):
        for count in (30, 60, 200):
            values = rng.lognormal(0, sigma, (samples, count))
            truth = float(np.exp(sigma**2 / 2))
            total, squares, cubes = (_sums(values, power) for power in (1, 2, 3))
            rows.append(
                [
                    f"lognormal, σ {sigma:g}",
                    count,
                    covered(normal_mean(total, squares, np.float64(count)), truth),
                    covered(hall_mean(total, squares, cubes, np.float64(count)), truth),
                ]
            )
    return rows


def reply_coverage(rng: np.random.Generator, samples: int) -> list[list[object]]:
    """Mean reply times: one to four lognormal replies per ticket, half of their variance shared."""
    rows: list[list[object]] = []
    sigma = 1.5
    truth = float(np.exp(sigma**2 / 2))
    for clusters in (20, 50, 200):
        x = rng.integers(1, 5, (samples, clusters))
        shared = rng.normal(0, sigma * np.sqrt(0.5), (samples, clusters, 1))
        own = rng.normal(0, sigma * np.sqrt(0.5), (samples, clusters, 4))
        values = np.exp(shared + own) * (np.arange(4) < x[:, :, None])
        naive = normal_mean(values.sum((1, 2)), (values**2).sum((1, 2)), x.sum(1).astype(float))
        rows.append(
            [
                "replies, σ 1.5",
                clusters,
                covered(naive, truth),
                covered(clustered_mean(x, values.sum(2)), truth),
            ]
        )
    return rows


def quantile_coverage(counts: range, share: float) -> float:
    """The lowest exact coverage of a quantile, whatever the distribution of the values."""
    lowest = 1.0
    for count in counts:
        low, high = quantile_ranks(count, share)
        if low < 1 or high > count:
            continue
        hits = np.arange(low, high)
        logs = [
            lgamma(count + 1)
            - lgamma(k + 1)
            - lgamma(count - k + 1)
            + k * np.log(share)
            + (count - k) * np.log(1 - share)
            for k in hits
        ]
        lowest = min(lowest, float(np.exp(logs).sum()))
    return round(100 * lowest, 1)


def _sums(values: Array, power: int) -> Array:
    return (values**power).sum(1)


SIMULATIONS: dict[str, Callable[[np.random.Generator, int], list[list[object]]]] = {
    "shares": share_coverage,
    "means": mean_coverage,
    "replies": reply_coverage,
}
