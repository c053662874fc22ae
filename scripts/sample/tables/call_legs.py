"""Further legs of calls: transfers, other queues that calls flowed out to, other telephones."""

from __future__ import annotations

import numpy as np

from scripts.sample.desk.company import PHONE
from scripts.sample.desk.staffing import interval_at, on_duty
from scripts.sample.desk.tickets import Columns
from scripts.sample.desk.worktime import MISSING
from scripts.sample.desk.world import World
from scripts.sample.tables.call_table import ABANDONED, ANSWERED, FLOW_OUT, MISSED

# Of the callers who waited in one queue already, some hang up in the next within seconds.
GIVES_UP_AT_ONCE = 0.4
RING_GROUP_SHARE = 0.15
# The technical desks and the billing team of a site, whose telephones ring beside the first line's.
RINGS_BESIDE = ((1,), (0,), (3, 4), (2, 4), (2, 3))


def draw_legs(world: World, rng: np.random.Generator, calls: Columns) -> Columns:
    """Second legs: transfers of answered calls, and the other queue of calls that flowed out.

    Who flowed out and hangs up in the second queue after a few seconds has waited for minutes.
    """
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
    gone = (calls["outcome"][parent] == FLOW_OUT) & (rng.random(count) < GIVES_UP_AT_ONCE)
    short = rng.integers(2, 10, count)
    for name, value in {"wait": short, "ended": legs["queued"] + short, "ender": 0}.items():
        legs[name] = np.where(gone, value, legs[name])
    for name in ("answered", "talk", "hold", "ring", "wrap", "agent", "solved"):
        legs[name] = np.where(gone, MISSING, legs[name])
    legs["outcome"] = np.where(gone, ABANDONED, ANSWERED)
    return legs


def draw_rings(world: World, rng: np.random.Generator, calls: Columns) -> list[Columns]:
    """Rows of the telephones that rang with the one that was picked up."""
    rang = (calls["outcome"] == ANSWERED) & (calls["media"] == PHONE) & ~calls["outbound"]
    rang &= (calls["ring"] > 0) & (rng.random(len(rang)) < RING_GROUP_SHARE)
    return [_ring(world, rng, calls, rang, place) for place in range(2)]


def _ring(
    world: World, rng: np.random.Generator, calls: Columns, rang: np.ndarray, place: int
) -> Columns:
    has_telephone = np.array([len(teams) > place for teams in RINGS_BESIDE])
    parent = np.flatnonzero(rang & has_telephone[calls["team"]])
    legs = {name: values[parent].copy() for name, values in calls.items()}
    count = len(parent)
    team = np.array([teams[place] if len(teams) > place else MISSING for teams in RINGS_BESIDE])
    team = team[legs["team"]]
    begin = legs["answered"] - legs["ring"]
    silent = ("ivr", "wait", "answered", "talk", "hold", "wrap", "transferred", "solved")
    return legs | {name: np.full(count, MISSING) for name in silent} | {
        "parent": parent,
        "team": team,
        "started": begin,
        "queued": begin,
        "ended": legs["answered"],
        "outcome": np.full(count, MISSED),
        "ender": np.full(count, 2),
        "agent": on_duty(world, team, interval_at(world, team, begin), rng.random(count)),
    }  # fmt: skip
