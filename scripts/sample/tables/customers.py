"""The raw table `customers`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from scripts.sample.desk import company
from scripts.sample.desk.worktime import DAY, MISSING
from scripts.sample.desk.world import AS_OF, World
from scripts.sample.tables.frames import customer_ids, delivered, flags, ids, labels, stamps

SLICE = 500_000


def customers(world: World) -> Iterator[pl.DataFrame]:
    """The customers, some hundred thousand at a time."""
    total = len(world.customer_country)
    for number, first in enumerate(range(0, total, SLICE)):
        yield _customers(world, number, first, min(first + SLICE, total))


def _customers(world: World, part: int, first: int, last: int) -> pl.DataFrame:
    rng, count = world.rng(7, part), last - first
    number = np.arange(first, last)
    since = world.start + rng.integers(-900, 330, count) * DAY
    # Whoever wrote in the period was a customer before it, or joined early.
    since = np.where(rng.random(count) < 0.75, np.minimum(since, world.start - DAY), since)
    gone = rng.random(count) < 0.13
    until = np.maximum(since, world.start) + rng.integers(20, 425, count) * DAY
    merged = rng.random(count) < 0.015
    merged &= (number > first) & (number - 1 != 0)
    canonical = np.where(merged, np.maximum(number - 1 - rng.integers(0, 5, count), first), number)
    country = world.customer_country[first:last].astype(np.int64)
    frame = pl.DataFrame(
        {
            "customer_id": customer_ids(number),
            "canonical_customer_id": customer_ids(canonical),
            "segment": labels(company.SEGMENTS, world.customer_segment[first:last].astype(int)),
            "country": labels([row[0] for row in company.COUNTRIES], country),
            "language": labels([row[1] for row in company.COUNTRIES], country),
            "active_from": stamps(since).dt.date(),
            "active_to": stamps(np.where(gone & (until < AS_OF), until, MISSING)).dt.date(),
            "email": ids("person.", number, 2_000) + pl.repeat("@example.com", count, eager=True),
            "phone": ids("+999 555 ", number, 1_000_000),
            "is_test": flags((rng.random(count) < 0.003).astype(int)),
        }
    )
    return delivered(frame)
