"""From arrays of numbers to typed columns with ids, labels and timestamps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from scripts.sample.desk.world import FIRST_HUMAN, LOADED_AT


def labels(names: Sequence[str], codes: np.ndarray) -> pl.Series:
    """Names by code; a negative code is NULL."""
    series = pl.Series([*names, None], dtype=pl.String)
    return series.gather(np.where(codes < 0, len(names), codes))


def ids(prefix: str, numbers: np.ndarray, offset: int = 0) -> pl.Series:
    """Opaque ids; a negative number is NULL."""
    series = pl.Series(np.asarray(numbers, dtype=np.int64))
    text = pl.lit(prefix) + (pl.col("n") + offset).cast(pl.String)
    return pl.DataFrame({"n": series}).select(pl.when(pl.col("n") >= 0).then(text)).to_series()


def ticket_ids(numbers: np.ndarray) -> pl.Series:
    """Ids of tickets by number in the whole simulation."""
    return ids("T", numbers, 100_000)


def customer_ids(numbers: np.ndarray) -> pl.Series:
    """Ids of customers by number."""
    return ids("C", numbers, 2_000)


def agent_names(count: int) -> list[str]:
    """Ids of all agents: two bots, a test agent, then people."""
    people = [f"A{number:02d}" for number in range(1, count - FIRST_HUMAN + 1)]
    return ["BOT1", "BOT2", "A00", *people]


def stamps(seconds: np.ndarray) -> pl.Series:
    """Naive UTC timestamps from epoch seconds; what is not positive is NULL."""
    frame = pl.DataFrame({"s": np.asarray(seconds, dtype=np.int64)})
    value = (pl.col("s") * 1_000_000).cast(pl.Datetime("us"))
    return frame.select(pl.when(pl.col("s") > 0).then(value)).to_series()


def numbers(values: np.ndarray) -> pl.Series:
    """Whole numbers; a negative value is NULL."""
    frame = pl.DataFrame({"n": np.asarray(values, dtype=np.int64)})
    return frame.select(pl.when(pl.col("n") >= 0).then(pl.col("n"))).to_series()


def flags(codes: np.ndarray) -> pl.Series:
    """Booleans from 1 and 0; a negative value is NULL."""
    frame = pl.DataFrame({"n": np.asarray(codes, dtype=np.int8)})
    return frame.select(pl.when(pl.col("n") >= 0).then(pl.col("n") == 1)).to_series()


def delivered(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the one delivery time that all rows of the sample share."""
    return frame.with_columns(loaded_at=stamps(np.full(len(frame), LOADED_AT)))
