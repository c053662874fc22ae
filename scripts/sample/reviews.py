"""The raw table `quality_reviews` of one chunk of tickets."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import polars as pl

from scripts.sample.desk.tickets import NORMAL, Columns
from scripts.sample.desk.worktime import DAY
from scripts.sample.desk.world import AS_OF, FIRST_HUMAN, World
from scripts.sample.tables.frames import (
    agent_names,
    delivered,
    flags,
    ids,
    labels,
    numbers,
    stamps,
    ticket_ids,
)

CATEGORIES = ("accuracy", "process", "tone")
WEIGHTS = np.array([3, 2, 1])
MOST_POINTS = np.array([5, 10, 5])
RATE, CRITICAL_RATE = 0.18, 0.012
# From this day on everybody was coached on what reviews had found: it helped.
COACHED_FROM = int(datetime(2025, 7, 7, tzinfo=UTC).timestamp())
BETTER_BY = 0.12


def draw_reviews(world: World, chunk: int, tickets: Columns) -> pl.DataFrame:
    """Reviews of solved tickets some days later, in three categories each."""
    rng = world.rng(13, chunk)
    solved = tickets["final_solve"]
    usable = (tickets["kind"] == NORMAL) & (solved > 0) & (tickets["solver"] >= FIRST_HUMAN)
    rows = np.flatnonzero(usable & (rng.random(len(solved)) < RATE))
    at = solved[rows] + rng.integers(1, 6, len(rows)) * DAY
    rows, at = rows[at <= AS_OF], at[at <= AS_OF]
    agent = tickets["solver"][rows]
    # Nobody reviews the own work: the next one in the list does.
    reviewer = FIRST_HUMAN + (agent - FIRST_HUMAN + 1) % (len(world.agent_team) - FIRST_HUMAN)
    quality = 0.72 + 0.05 * world.agent_skill[agent] + BETTER_BY * (at >= COACHED_FROM)
    which = np.repeat(np.arange(len(rows)), len(CATEGORIES))
    category = np.tile(np.arange(len(CATEGORIES)), len(rows))
    share = np.clip(quality[which] + rng.normal(0, 0.16, len(which)), 0, 1)
    frame = pl.DataFrame(
        {
            "review_id": ids("QR", which + chunk * 1_000_000, 10_000),
            "category": labels(CATEGORIES, category),
            "ticket_id": ticket_ids(tickets["number"][rows][which]),
            "call_id": pl.repeat(None, len(which), dtype=pl.String, eager=True),
            "agent_id": labels(agent_names(len(world.agent_team)), agent[which]),
            "reviewer_id": labels(agent_names(len(world.agent_team)), reviewer[which]),
            "reviewed_at": stamps(at[which]),
            "score": numbers(np.rint(share * MOST_POINTS[category])),
            "max_score": numbers(MOST_POINTS[category]),
            "min_score": numbers(np.zeros(len(which))),
            "weight": numbers(WEIGHTS[category]),
            "is_critical_error": flags(rng.random(len(which)) < CRITICAL_RATE),
            "updated_at": stamps(at[which]),
        }
    )
    return delivered(frame)
