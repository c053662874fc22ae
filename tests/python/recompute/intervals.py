"""Intervals of recomputed numbers, from the rows of their cells."""

from typing import Any

import numpy as np
import polars as pl
from scipy import stats

CELL = ["period_start", "slice_name", "slice_value"]
ENDS = ["ci_low", "ci_high"]
Z = stats.norm.ppf(0.975)


def wilson_ends(numbers: pl.DataFrame) -> pl.DataFrame:
    """Wilson's interval of numerators and denominators; none where nothing counts."""
    hits, trials = (
        numbers[name].cast(pl.Float64).to_numpy() for name in ("numerator", "denominator")
    )
    return _with_ends(numbers, *wilson(hits, trials))


def mean_ends(rows: pl.DataFrame, seconds: str) -> pl.DataFrame:
    """Hall's interval of the mean of every cell."""
    value = pl.col(seconds).cast(pl.Float64)
    cells = rows.group_by(CELL).agg(
        n=value.len().cast(pl.Float64),
        mean=value.mean(),
        variance=value.var(ddof=0),
        third=((value - value.mean()) ** 3).mean(),
    )
    n, mean, variance, third = (cells[name].to_numpy() for name in cells.columns[3:])
    with np.errstate(all="ignore"):
        error = np.sqrt(variance / (n - 1))
        low, high = _hall(mean, error, third / variance**1.5 / np.sqrt(n), n - 1)
    is_constant = (variance <= 1e-9 * mean**2) & (n > 1)
    low, high = (np.where(is_constant, mean, end) for end in (low, high))
    return _with_ends(cells, np.maximum(low, 0), high, n > 1)


def quantile_ends(rows: pl.DataFrame, seconds: str, share: float) -> pl.DataFrame:
    """Order statistics of every cell; the upper end may be missing."""
    cells = rows.group_by(CELL).agg(values=pl.col(seconds).cast(pl.Float64).sort())
    ends = []
    for values in cells["values"]:
        half = Z * np.sqrt(len(values) * share * (1 - share))
        middle = len(values) * share + 0.5 + (1 - 2 * share) * (Z**2 - 1) / 6
        low, high = int(np.floor(middle - half)), int(np.floor(middle + half)) + 1
        ends.append(
            (values[low - 1] if low > 0 else 0.0, values[high - 1] if high <= len(values) else None)
        )
    return cells.select(
        *CELL,
        ci_low=pl.Series([low for low, _ in ends], dtype=pl.Float64),
        ci_high=pl.Series([high for _, high in ends], dtype=pl.Float64),
    )


def clustered_ends(rows: pl.DataFrame, value: pl.Expr, is_rate: bool) -> pl.DataFrame:
    """The interval of a rate or mean of every cell, whose rows of one ticket are alike."""
    by_ticket = rows.group_by([*CELL, "ticket_id"]).agg(
        x=pl.len().cast(pl.Float64), y=value.cast(pl.Float64).sum()
    )
    totals = by_ticket.group_by(CELL).agg(
        m=pl.len().cast(pl.Float64),
        rows=pl.col("x").sum(),
        ratio=pl.col("y").sum() / pl.col("x").sum(),
    )
    rest = pl.col("y") - pl.col("ratio") * pl.col("x")
    cells = (
        by_ticket.join(totals, on=CELL)
        .group_by(CELL)
        .agg(
            pl.first("m", "rows", "ratio"),
            squares=(rest**2).sum(),
            cubes=(rest**3).sum(),
            alike=(pl.col("x") ** 2).sum(),
        )
    )
    m, count, ratio, squares, cubes, alike = (cells[name].to_numpy() for name in cells.columns[3:])
    with np.errstate(all="ignore"):
        variance = m / (m - 1) * squares / count**2
        if is_rate:
            chance = ratio * (1 - ratio)
            effect = np.where(
                chance > 1e-9, np.maximum(variance * count / chance, 1), alike / count
            )
            trials = count / effect * (Z / stats.t.ppf(0.975, m - 1)) ** 2
            low, high = wilson(ratio * trials, trials)
        else:
            skew = cubes / count**3 / variance**1.5
            low, high = _hall(ratio, np.sqrt(variance), skew, m - 1)
            is_constant = variance <= 1e-12 * ratio**2
            low, high = (np.where(is_constant, ratio, end) for end in (low, high))
    return _with_ends(cells, np.maximum(low, 0), high, m > 1)


def wilson(hits: np.ndarray | float, trials: np.ndarray | float) -> tuple[Any, Any]:
    """Both ends of the interval of a share."""
    with np.errstate(all="ignore"):
        share = hits / trials
        centre = (share + Z**2 / (2 * trials)) / (1 + Z**2 / trials)
        half = (
            Z * np.sqrt(share * (1 - share) / trials + Z**2 / (4 * trials**2)) / (1 + Z**2 / trials)
        )
    return np.maximum(centre - half, 0), np.minimum(centre + half, 1)


def _hall(
    mean: np.ndarray, error: np.ndarray, skew: np.ndarray, degrees: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    t = stats.t.ppf(0.975, degrees)
    k = np.where(np.abs(skew) < 1e-6, 1e-6, skew)  # noqa: PLR2004
    above, below = (3 / k * (np.cbrt(1 + k * (q - k / 6)) - 1) for q in (t, -t))
    return mean - error * above, mean - error * below


def _with_ends(
    cells: pl.DataFrame, low: np.ndarray, high: np.ndarray, known: np.ndarray | None = None
) -> pl.DataFrame:
    ends = cells.select(CELL).with_columns(ci_low=low, ci_high=high)
    if known is not None:
        ends = ends.with_columns(pl.when(pl.Series(known)).then(pl.col(ENDS)))
    return ends.with_columns(pl.col(ENDS).fill_nan(None))
