"""Faults of real deliveries, added to the text of clean tables."""

from __future__ import annotations

import numpy as np
import polars as pl

from scripts.sample.faults import FAULTS, REPEATED, Fault
from scripts.sample.write import as_text

CORRECTED, STALE, OUTDATED = 0.008, 0.001, 0.002
RESENT = "2025-12-31T19:30:00Z"
MAIN, LATE = "", "late"


def soil(frame: pl.DataFrame, table: str, rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    """Break a small, fixed share of a table.

    Args:
        frame: Clean typed rows.
        table: Name of the raw table.
        rng: Random numbers for this table and chunk.

    Returns:
        Text frames per delivery: the main one, and a late one for tickets.
    """
    clean = as_text(frame)
    if table not in FAULTS and table not in REPEATED:
        return {MAIN: frame}
    soiled = _break(clean, FAULTS.get(table, ()), rng)
    if table == "surveys":
        soiled = _add_invitations(soiled, rng)
    deliveries = {MAIN: _repeat(soiled, REPEATED.get(table, 0.0), rng)}
    if table == "tickets":
        deliveries[LATE] = _late_tickets(clean, rng)
    return deliveries


def _break(
    frame: pl.DataFrame, faults: tuple[Fault, ...], rng: np.random.Generator
) -> pl.DataFrame:
    untouched = np.ones(len(frame), dtype=bool)
    order = rng.permutation(len(frame))
    for fault in faults:
        usable = pl.col(fault.column).is_not_null()
        if fault.only is not None:
            usable &= fault.only.fill_null(False)
        eligible = frame.select(usable).to_series().to_numpy() & untouched
        candidates = order[eligible[order]]
        chosen = candidates[: max(1, round(fault.share * len(candidates)))]
        mask = np.zeros(len(frame), dtype=bool)
        mask[chosen] = True
        untouched[chosen] = False
        value = pl.when(pl.Series(mask)).then(fault.value).otherwise(pl.col(fault.column))
        frame = frame.with_columns(value.alias(fault.column))
    return frame


def _repeat(frame: pl.DataFrame, share: float, rng: np.random.Generator) -> pl.DataFrame:
    """Deliver some rows twice, exactly alike."""
    if not share or not len(frame):
        return frame
    again = np.sort(rng.choice(len(frame), max(1, round(share * len(frame))), replace=False))
    return pl.concat([frame, frame[again]])


def _add_invitations(frame: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Some tools send one row for the invitation and another for the response."""
    answered = frame.filter(pl.col("responded_at").is_not_null())
    some = answered.filter(pl.Series(rng.random(len(answered)) < 0.15))
    nothing = [pl.lit(None, pl.String).alias(name) for name in ("responded_at", "score", "comment")]
    return pl.concat([some.with_columns(*nothing, updated_at=pl.col("sent_at")), frame])


def _late_tickets(frame: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """A second delivery: corrections, newer versions that are broken, and an older version."""
    shares = np.array([CORRECTED, STALE, OUTDATED])
    sizes = np.maximum(1, np.round(shares * len(frame)).astype(int))
    rows = rng.choice(len(frame), sizes.sum(), replace=False)
    corrected, stale, outdated = (
        frame[np.sort(part)] for part in np.split(rows, sizes.cumsum()[:-1])
    )
    newer = pl.lit(RESENT).alias("updated_at")
    return pl.concat(
        [
            corrected.with_columns(
                newer,
                topic_id=pl.lit("TP07"),
                topic_name=pl.lit("Setup help"),
                product_id=pl.lit("PR2"),
                product_name=pl.lit("Router Pro"),
                tags=pl.lit("corrected"),
            ),
            stale.with_columns(newer, created_at=pl.lit("2025-99-99T00:00:00Z")),
            outdated.with_columns(
                updated_at=pl.col("created_at"), status=pl.lit("new"), tags=pl.lit("outdated")
            ),
        ]
    )
