"""Run the simulation chunk by chunk and write the raw tables."""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from scripts.sample.desk.lifecycle import live_out
from scripts.sample.desk.narrate import narrate
from scripts.sample.desk.tickets import draw_tickets
from scripts.sample.desk.world import World, build_world
from scripts.sample.dirt import soil
from scripts.sample.reviews import draw_reviews
from scripts.sample.tables import rule_tables, staff_tables
from scripts.sample.tables.calls import draw_calls
from scripts.sample.tables.commerce import draw_orders
from scripts.sample.tables.customers import customers
from scripts.sample.tables.help_center import draw_help_center
from scripts.sample.tables.surveys import draw_surveys
from scripts.sample.tables.ticket_tables import events_frame, summarise, tickets_frame
from scripts.sample.write import write_table

CHUNK = 250_000
TABLES = (
    "tickets",
    "ticket_events",
    "calls",
    "surveys",
    "survey_answers",
    "agents",
    "agent_shifts",
    "customers",
    "orders",
    "product_returns",
    "help_center_events",
    "costs",
    "kb_articles",
    "sla_policies",
    "business_hours",
    "holidays",
    "quality_reviews",
)
log = logging.getLogger(__name__)


def write_sample(
    out: Path,
    tickets: int = 12_000,
    seed: int = 7,
    months: int = 14,
    file_format: str = "csv",
    dirt: bool = True,
) -> dict[str, int]:
    """Simulate a support desk and write its raw tables.

    Args:
        out: Folder of the raw files; tables already there are replaced.
        tickets: Number of tickets that arrive.
        seed: Start of the random numbers: same arguments, same bytes.
        months: Number of months that end with December 2025.
        file_format: `csv`, whose longest tables are packed as `write.PACKED` says, or `parquet`.
        dirt: Whether to add repeats, late versions, broken values and other faults.

    Returns:
        Rows written per raw table.
    """
    if file_format not in ("csv", "parquet"):
        raise ValueError(f"Unknown file format '{file_format}': use csv or parquet.")
    if tickets < 100 or months < 1:
        raise ValueError("A sample needs at least 100 tickets and one month.")
    _clear(out)
    world = build_world(tickets, seed, months)
    rows: Counter[str] = Counter({table: 0 for table in TABLES})
    split = tickets > CHUNK
    parts: Counter[str] = Counter()
    for table, frame in _frames(world):
        parts[table] += 1
        versions = (
            soil(frame, table, world.rng(12, TABLES.index(table), parts[table]))
            if dirt
            else {"": frame}
        )
        for suffix, version in versions.items():
            part = _part_name(table, suffix, parts[table], split, file_format, len(versions) > 1)
            if len(version):
                write_table(version, out, table, part, file_format)
                rows[table] += len(version)
    return dict(rows)


def _part_name(
    table: str, suffix: str, number: int, split: bool, file_format: str, delivered_twice: bool
) -> str | None:
    name = f"part-{number:04d}"
    if split or file_format == "parquet":
        return name + ("-late" if suffix else "")
    if delivered_twice:
        return "2026-01-late" if suffix else "2026-01-01"
    return None


def _frames(world: World) -> Iterator[tuple[str, pl.DataFrame]]:
    yield "sla_policies", rule_tables.sla_policies()
    yield "business_hours", rule_tables.business_hours()
    yield "holidays", rule_tables.holidays()
    yield "costs", rule_tables.costs(world)
    yield "kb_articles", rule_tables.kb_articles(world)
    yield "agents", staff_tables.agents(world)
    shifts = list(staff_tables.shifts(world)) if world.tickets <= CHUNK else None
    for frame in [pl.concat(shifts)] if shifts else staff_tables.shifts(world):
        yield "agent_shifts", frame
    for frame in customers(world):
        yield "customers", frame
    hours = np.repeat(np.arange(len(world.arrival_hours)), world.arrival_counts)
    for chunk, first in enumerate(range(0, world.tickets, CHUNK)):
        last = min(first + CHUNK, world.tickets)
        log.info("Simulating tickets %s to %s", first, last)
        yield from _chunk(world, chunk, first, last, hours[first:last])


def _chunk(
    world: World, chunk: int, first: int, last: int, hours: np.ndarray
) -> Iterator[tuple[str, pl.DataFrame]]:
    tickets = draw_tickets(world, chunk, first, last, hours)
    rng = world.rng(3, chunk)
    live_out(world, rng, tickets)
    events = narrate(world, rng, tickets)
    summarise(tickets, events)
    orders = draw_orders(world, chunk, tickets)
    yield "tickets", tickets_frame(world, rng, tickets)
    yield "ticket_events", events_frame(world, tickets, events)
    del events
    yield from orders.items()
    yield "calls", draw_calls(world, chunk, tickets)
    yield from draw_surveys(world, chunk, tickets).items()
    yield "help_center_events", draw_help_center(world, chunk, tickets)
    yield "quality_reviews", draw_reviews(world, chunk, tickets)


def _clear(out: Path) -> None:
    """Remove what an earlier run wrote, and nothing else."""
    out.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        shutil.rmtree(out / table, ignore_errors=True)
        for suffix in ("csv", "csv.gz", "jsonl", "parquet"):
            (out / f"{table}.{suffix}").unlink(missing_ok=True)
