"""Why a score was given: the column `reason_code` of raw surveys."""

from __future__ import annotations

import numpy as np
import polars as pl

from scripts.sample.desk.tickets import Columns
from scripts.sample.desk.world import World
from scripts.sample.tables.frames import labels

REASONS = ("quick help", "friendly", "solved", "slow answer", "not solved", "had to repeat")
TOLD = 0.7


def reasons(world: World, chunk: int, surveys: Columns) -> pl.Series:
    """The reason that most answers tick: what pleased for a good one, else what did not."""
    rng = world.rng(14, chunk)
    count = len(surveys["sent"])
    happy = surveys["quality"] + rng.normal(0, 0.35, count) > 0.28
    which = rng.choice(3, count, p=(0.45, 0.3, 0.25)) + 3 * ~happy
    told = (surveys["responded"] > 0) & (rng.random(count) < TOLD)
    return labels(REASONS, np.where(told, which, -1))
