"""Second legs of calls: transfers, and calls that flowed out to another queue."""

from __future__ import annotations

import numpy as np

from scripts.sample.desk.company import PHONE
from scripts.sample.desk.staffing import interval_at, on_duty
from scripts.sample.desk.tickets import Columns
from scripts.sample.desk.worktime import MISSING
from scripts.sample.desk.world import World
from scripts.sample.tables.call_table import ANSWERED, FLOW_OUT


def draw_legs(world: World, rng: np.random.Generator, calls: Columns) -> Columns:
    """Second legs: transfers of answered calls, and the other queue of calls that flowed out."""
    answered = (calls["outcome"] == ANSWERED) & (calls["media"] == PHONE) & ~calls["outbound"]
    moved = answered & (rng.random(len(answered)) < 0.07)
    moved |= calls["outcome"] == FLOW_OUT
    parent = np.flatnonzero(moved)
    legs = {name: values[parent].copy() for name, values in calls.items()}
    count = len(parent)
    target = np.array([1, 0, 4, 2, 2])[legs["team"]]
    calls["transferred"][parent] = target
    wait = np.clip(20 * np.exp(0.8 * rng.standard_normal(count)), 2, 600).astype(np.int64)
    talk = np.clip(200 * np.exp(0.6 * rng.standard_normal(count)), 20, 3000).astype(np.int64)
    legs |= {
        "parent": parent,
        "team": target,
        "started": calls["ended"][parent],
        "queued": calls["ended"][parent],
        "ivr": np.zeros(count, dtype=np.int64),
        "wait": wait,
        "ring": np.minimum(wait, 6),
        "outcome": np.full(count, ANSWERED),
        "answered": calls["ended"][parent] + wait,
        "talk": talk,
        "hold": np.zeros(count, dtype=np.int64),
        "ended": calls["ended"][parent] + wait + talk,
        "transferred": np.full(count, MISSING),
        "ender": np.ones(count, dtype=np.int64),
        "wrap": np.clip(rng.exponential(50, count), 0, 600).astype(np.int64),
        "agent": on_duty(
            world, target, interval_at(world, target, legs["started"]), rng.random(count)
        ),
        "solved": np.where(rng.random(count) < 0.85, 1, 0),
    }
    return legs
