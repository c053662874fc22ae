"""From rows with an anchor and slices to rows as kpi_values holds them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import polars as pl

from tests.python.recompute.intervals import (
    CELL,
    ENDS,
    clustered_ends,
    mean_ends,
    quantile_ends,
    wilson_ends,
)
from tests.python.recompute.periods import GRAINS, MONTH, Periods

KEYS = ["kpi_id", "statistic", "period_grain", *CELL]
NUMBERS = ["numerator", "denominator", "value"]
QUANTILES = {"median": 0.5, "p90": 0.9}
NOTHING = pl.lit(None, pl.Float64)


@dataclass(frozen=True)
class Kpi:
    """What is counted or added up, over which rows, and when each of them counts.

    Attributes:
        anchor: An instant, or a local day.
        numerator: Over the rows of a cell, as the denominator and the value.
        one_per: Of a period's rows with the same value here only one counts, the last one unless
            `is_first`.
        known_from: Before the period of this day nobody knows anything.
        known_until: Of periods that begin after this day neither.
        ends: The interval of every cell, from its rows. Rates have Wilson's without it.
    """

    kpi_id: str
    statistic: str
    rows: pl.DataFrame
    anchor: str
    numerator: pl.Expr
    denominator: pl.Expr
    value: pl.Expr
    slices: tuple[str, ...] = ("overall", "channel", "team")
    grains: tuple[str, ...] = GRAINS
    one_per: str | None = None
    is_first: bool = False
    known_from: date | None = None
    known_until: date | None = None
    ends: Callable[[pl.DataFrame], pl.DataFrame] | None = None


def publish(kpi: Kpi, periods: Periods) -> pl.DataFrame:
    """Every number of a KPI, by each of its grains and slices."""
    known = kpi.rows.filter(pl.col(kpi.anchor).is_not_null())
    day = pl.col(kpi.anchor) if known.schema[kpi.anchor] == pl.Date else periods.day(kpi.anchor)
    slices = {
        "overall": pl.lit("all"),
        "channel": pl.col("channel").fill_null("unknown"),
        "team": pl.col("team_id").fill_null("unassigned"),
    }
    found = []
    for grain in kpi.grains:
        rows = known.with_columns(period_start=periods.start(grain, day))
        if kpi.known_from is not None:
            first = periods.start(grain, pl.lit(kpi.known_from))
            rows = rows.filter(pl.col("period_start") >= first)
        if kpi.known_until is not None:
            rows = rows.filter(pl.col("period_start") <= kpi.known_until)
        if kpi.one_per is not None:
            rows = rows.sort(kpi.anchor, maintain_order=True).unique(
                [kpi.one_per, "period_start"],
                keep="first" if kpi.is_first else "last",
                maintain_order=True,
            )
        for name in kpi.slices:
            cells = rows.with_columns(slice_name=pl.lit(name), slice_value=slices[name])
            numbers = cells.group_by(CELL).agg(
                numerator=kpi.numerator, denominator=kpi.denominator, value=kpi.value
            )
            found.append(
                numbers.join(_ends(kpi, cells, numbers), on=CELL, how="left")
                .with_columns(
                    pl.col(*NUMBERS, *ENDS).cast(pl.Float64),
                    kpi_id=pl.lit(kpi.kpi_id),
                    statistic=pl.lit(kpi.statistic),
                    period_grain=pl.lit(grain),
                )
                .select(*KEYS, *NUMBERS, *ENDS)
            )
    return pl.concat(found)


def _ends(kpi: Kpi, cells: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    if kpi.ends is not None:
        return kpi.ends(cells)
    if kpi.statistic == "rate":
        return wilson_ends(numbers)
    return numbers.select(*CELL, ci_low=NOTHING, ci_high=NOTHING)


def count(kpi_id: str, rows: pl.DataFrame, anchor: str, statistic: str = "count") -> Kpi:
    """How many rows there are."""
    return Kpi(kpi_id, statistic, rows, anchor, pl.len(), NOTHING, pl.len())


def ratio(
    kpi_id: str,
    rows: pl.DataFrame,
    anchor: str,
    numerator: pl.Expr,
    statistic: str = "rate",
    denominator: pl.Expr | None = None,
) -> Kpi:
    """A sum over rows, divided by their number (or by another sum)."""
    above, below = numerator.sum(), pl.len() if denominator is None else denominator
    value = pl.when(below != 0).then(above / below)
    return Kpi(kpi_id, statistic, rows, anchor, above, below, value)


def duration(
    kpi_id: str,
    rows: pl.DataFrame,
    anchor: str,
    seconds: str,
    quantiles: bool = True,
    by_ticket: bool = False,
) -> list[Kpi]:
    """Mean of the known durations and, where published, their median and 90th percentile."""
    known = rows.filter(pl.col(seconds).is_not_null())
    cuts = [
        Kpi(
            kpi_id,
            statistic,
            known,
            anchor,
            NOTHING,
            pl.len(),
            _quantile(seconds, share),
            ends=partial(quantile_ends, seconds=seconds, share=share),
        )
        for statistic, share in (QUANTILES if quantiles else {}).items()
    ]
    mean = ratio(kpi_id, known, anchor, pl.col(seconds), "mean")
    if by_ticket:
        return [clustered(mean, pl.col(seconds)), *cuts]
    return [replace(mean, ends=partial(mean_ends, seconds=seconds)), *cuts]


def clustered(kpi: Kpi, value: pl.Expr) -> Kpi:
    """A rate or mean of rows of which several belong to one ticket."""
    ends = partial(clustered_ends, value=value, is_rate=kpi.statistic == "rate")
    return replace(kpi, ends=ends)


def whole(kpi: Kpi) -> Kpi:
    """Only the overall rows, for what belongs to no channel and no team."""
    return replace(kpi, slices=("overall",))


def without_teams(kpi: Kpi) -> Kpi:
    """Without the rows by team, for what belongs to a channel at most."""
    return replace(kpi, slices=("overall", "channel"))


def by_month(kpi: Kpi) -> Kpi:
    """Only by month, for what is published so."""
    return replace(kpi, grains=(MONTH,))


def _quantile(seconds: str, share: float) -> pl.Expr:
    return pl.col(seconds).cast(pl.Float64).quantile(share, "linear")
