"""Recomputed and published rows side by side."""

import polars as pl

from tests.python.recompute.intervals import ENDS
from tests.python.recompute.publish import KEYS

TOLERANCE = 1e-6
# Numbers are published with six decimals, and values are those of published numerators.
ROUNDING = 1.1e-6
# Quantiles of Student's t are approximated, which a skewed interval enlarges: a share of its width.
INTERVAL_TOLERANCE = 3e-3
# Squares are added up at the ninth decimal, which shows where two clusters happen to be alike.
END_ROUNDING = 1e-4
UNREADABLE = ["no_source", "no_rule"]
COUNTED = ["count", "stock"]
# What a KPI must be recomputed by to be compared.
CUT = ["kpi_id", "period_grain", "slice_name"]


def differences(recomputed: pl.DataFrame, published: pl.DataFrame) -> dict[str, list[str]]:
    """By KPI, one sentence per number that differs or stands on one side only."""
    cuts = recomputed.select(CUT).unique()
    readable = published.filter(~pl.col("value_status").is_in(UNREADABLE)).join(
        cuts, on=CUT, how="semi"
    )
    unreadable = published.filter(pl.col("value_status").is_in(UNREADABLE)).select(KEYS)
    both = (
        recomputed.join(unreadable, on=KEYS, how="anti")
        .join(readable, on=KEYS, how="full", coalesce=True, suffix="_published")
        .sort(KEYS)
    )
    found: dict[str, list[str]] = {}
    for row in both.iter_rows(named=True):
        for number in ("numerator", "denominator", "value"):
            mine, theirs = row[number], row[f"{number}_published"]
            is_count = row["statistic"] in COUNTED
            base = row["denominator_published"] if number == "value" else None
            if not _agree(mine, theirs, base, is_count, is_count or number != "value"):
                found.setdefault(row["kpi_id"], []).append(
                    f"{row['kpi_id']} ({row['statistic']}) {row['slice_name']}="
                    f"{row['slice_value']} {row['period_grain']} of {row['period_start']}: {number}"
                    f" {theirs} is published, {mine} recomputed"
                )
        low, high = (row[end] for end in ENDS)
        for end in ENDS:
            mine, theirs = row[end], row[f"{end}_published"]
            # Which of them have none is the catalogue's decision, but a quantile may be open above.
            width = abs((high or 0) - (low or 0))
            if mine is not None and theirs is not None and not _are_near(mine, theirs, width):
                found.setdefault(row["kpi_id"], []).append(
                    f"{row['kpi_id']} ({row['statistic']}) {row['slice_name']}="
                    f"{row['slice_value']} {row['period_grain']} of {row['period_start']}: {end}"
                    f" {theirs} is published, {mine} recomputed"
                )
    return found


def _are_near(mine: float, theirs: float, width: float) -> bool:
    return abs(mine - theirs) <= max(
        INTERVAL_TOLERANCE * width, TOLERANCE * abs(mine), END_ROUNDING
    )


def _agree(
    mine: float | None,
    theirs: float | None,
    base: float | None,
    is_exact: bool,
    may_be_zero_or_null: bool,
) -> bool:
    """Whether two numbers are the same; nothing at all may be 0 or NULL, but no rate of nothing.

    What is rounded weighs more where it is divided by less than one.
    """
    if mine is None or theirs is None:
        return mine == theirs or (may_be_zero_or_null and not mine and not theirs)
    if is_exact:
        return mine == theirs
    rounding = ROUNDING if not base else ROUNDING / 2 * (1 + (1 + abs(theirs)) / abs(base))
    return abs(mine - theirs) <= max(TOLERANCE * max(abs(mine), abs(theirs)), rounding)
