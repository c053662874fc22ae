"""The raw table `calls`: phone calls and live chats, with and without a ticket."""

from __future__ import annotations

import numpy as np
import polars as pl

from scripts.sample.desk import company
from scripts.sample.desk.company import CHAT, PHONE
from scripts.sample.desk.staffing import interval_at, on_duty
from scripts.sample.desk.tickets import NORMAL, Columns, draw_customers
from scripts.sample.desk.worktime import DAY, MISSING
from scripts.sample.desk.world import AS_OF, World
from scripts.sample.tables.call_legs import draw_legs, draw_rings
from scripts.sample.tables.call_table import (
    ABANDONED,
    ANSWERED,
    CALLBACK,
    FLOW_OUT,
    IVR_ONLY,
    MISSED,
    PHANTOM,
    VOICEMAIL,
    calls_frame,
)

# Of the contacts without a ticket in opening hours; abandonments follow the wait instead.
LOOSE_SHARE = np.array([0.68, 0.115, 0.012, 0.012, 0.06, 0.055, 0.045, 0.012, 0.009])
LOOSE_PER_TICKET = 0.55
# Chats without a ticket are solved as often as those with one.
SOLVED_CHATS, SOLVED_CALLS = 0.755, 0.84


def draw_calls(world: World, chunk: int, tickets: Columns) -> pl.DataFrame:
    """The contact sessions of a chunk of tickets, sorted by start."""
    rng = world.rng(4, chunk)
    parts = [_of_tickets(rng, tickets), _loose(world, rng, tickets)]
    calls = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    _measure(world, rng, calls)
    parts = [calls, draw_legs(world, rng, calls), *draw_rings(world, rng, calls)]
    calls = {name: np.concatenate([part[name] for part in parts]) for name in calls}
    calls["row"] = np.arange(len(calls["started"]))
    keep = (calls["started"] > 0) & (calls["ended"] <= AS_OF)
    keep &= (calls["parent"] < 0) | keep[calls["parent"]]
    calls = {name: values[keep] for name, values in calls.items()}
    return calls_frame(world, calls, chunk)


def _of_tickets(rng: np.random.Generator, tickets: Columns) -> Columns:
    """Sessions that a ticket came out of, and voicemails left when the lines were closed."""
    spoken = (tickets["channel"] == PHONE) & (tickets["kind"] == NORMAL)
    rows = np.flatnonzero((tickets["live"] | spoken) & (tickets["created"] <= AS_OF))
    live = tickets["live"][rows]
    calls = _blank(len(rows))
    begin = np.where(live, tickets["start"][rows], tickets["created"][rows] - 70)
    calls |= {
        "media": np.where(tickets["channel"][rows] == CHAT, CHAT, PHONE),
        "started": begin,
        "team": tickets["team"][rows],
        "seat": tickets["seat"][rows],
        "customer": tickets["customer"][rows],
        "topic": tickets["topic"][rows],
        "ticket": tickets["number"][rows],
        "ivr": tickets["ivr"][rows],
        "wait": np.where(live, tickets["wait"][rows], MISSING),
        "talk": np.where(live, tickets["session_end"][rows] - tickets["answered"][rows], MISSING),
        "outcome": np.where(live, ANSWERED, VOICEMAIL),
        "solved": np.where(
            live, (tickets["rounds"][rows] == 0) & (tickets["hold_start"][rows] < 0), -1
        ),
        "after_hours": ~live,
        "is_test": tickets["is_test"][rows],
    }
    return calls


def _blank(count: int) -> Columns:
    names = ("agent", "parent", "transferred", "accepted", "completed")
    return {name: np.full(count, MISSING) for name in names} | {
        "outbound": np.zeros(count, dtype=bool)
    }


def _loose(world: World, rng: np.random.Generator, tickets: Columns) -> Columns:
    """Sessions without a ticket: they follow the same rhythm of arrivals."""
    count = rng.poisson(len(tickets["created"]) * LOOSE_PER_TICKET)
    like = rng.integers(0, len(tickets["created"]), count)
    started = tickets["created"][like] + rng.integers(-2400, 2400, count)
    site = tickets["site"][like]
    like, started, site, is_open = _mostly_open(world, rng, like, started, site)
    count = len(like)
    team = np.where(rng.random(count) < 0.8, np.array([0, 2])[site], np.array([1, 4])[site])
    outcome = rng.choice(len(LOOSE_SHARE), count, p=LOOSE_SHARE / LOOSE_SHARE.sum())
    # Where the desk falls behind, more people give up.
    pace = world.pace(started)
    gave_up = (outcome == ANSWERED) & (rng.random(count) < 0.22 * np.log(pace))
    outcome[gave_up] = ABANDONED
    closed = rng.choice([VOICEMAIL, IVR_ONLY, MISSED], count, p=[0.35, 0.55, 0.1])
    outcome = np.where(is_open, outcome, closed)
    # Some messages are left across midnight.
    late = (outcome == VOICEMAIL) & ~is_open & (rng.random(count) < 0.15)
    started = np.where(late, started // DAY * DAY + DAY - 30, started)
    media = np.where((rng.random(count) < 0.35) & (outcome < VOICEMAIL), CHAT, PHONE)
    wait = 12.0 * np.exp(0.85 * rng.standard_normal(count)) * pace**1.3
    patience = np.clip(75.0 * np.exp(1.15 * rng.standard_normal(count)), 2, 1800)
    wait = np.where(outcome == ABANDONED, patience, wait)
    # What nobody picks up for one or two minutes flows on to the other queue.
    wait = np.where(outcome == FLOW_OUT, rng.integers(60, 121, count), wait)
    solvable = np.where(media == CHAT, SOLVED_CHATS, SOLVED_CALLS)
    calls = _blank(count)
    calls |= {
        "media": media,
        "started": started,
        "team": team,
        "seat": rng.random(count),
        "customer": np.where(rng.random(count) < 0.3, -1, draw_customers(world, rng, site)),
        "topic": np.where(
            rng.random(count) < 0.25, -1, rng.choice(14, count, p=company.TOPIC_SHARE)
        ),
        "ticket": np.full(count, MISSING),
        "ivr": np.where(media == PHONE, rng.integers(12, 70, count), 0),
        "wait": np.clip(wait, 1, 1800).astype(np.int64),
        "talk": (210 * np.exp(0.65 * rng.standard_normal(count))).clip(20, 3600).astype(np.int64),
        "outcome": outcome,
        "solved": np.where(rng.random(count) < 0.12, -1, rng.random(count) < solvable),
        "after_hours": ~is_open,
        "is_test": rng.random(count) < 0.003,
    }
    calls["outbound"] = (
        (outcome == ANSWERED) & (calls["media"] == PHONE) & (rng.random(count) < 0.08)
    )
    return calls


def _mostly_open(world: World, rng: np.random.Generator, *columns: np.ndarray) -> tuple:
    """Drop most sessions that would begin while the lines are closed."""
    _, started, site = columns
    is_open = np.zeros(len(site), dtype=bool)
    for number, clock in enumerate(world.clocks):
        is_open[site == number] = clock.is_open(started[site == number])
    keep = is_open | (rng.random(len(site)) < 0.2)
    return (*(column[keep] for column in columns), is_open[keep])


def _measure(world: World, rng: np.random.Generator, calls: Columns) -> None:
    """Fill in the clocks of each session according to its outcome."""
    count, outcome = len(calls["started"]), calls["outcome"]
    answered = outcome == ANSWERED
    queued = ~np.isin(outcome, (IVR_ONLY, PHANTOM, VOICEMAIL)) & ~calls["after_hours"]
    queued |= (outcome == VOICEMAIL) & ~calls["after_hours"]
    queued &= ~calls["outbound"]
    calls["queued"] = np.where(queued, calls["started"] + calls["ivr"], MISSING)
    calls["wait"] = np.where(queued, np.maximum(calls["wait"], 1), MISSING)
    waited = np.maximum(calls["wait"], 0)
    ring = np.minimum(waited, rng.integers(2, 14, count))
    calls["ring"] = np.where(answered | (outcome == MISSED), ring, MISSING)
    calls["answered"] = np.where(answered, calls["started"] + calls["ivr"] + waited, MISSING)
    duty = on_duty(
        world, calls["team"], interval_at(world, calls["team"], calls["started"]), calls["seat"]
    )
    calls["agent"] = np.where(answered | (outcome == MISSED) & queued, duty, MISSING)
    held = answered & (calls["media"] == PHONE) & (rng.random(count) < 0.28)
    hold = np.minimum(rng.exponential(55, count) + 5, calls["talk"] * 0.4).astype(np.int64)
    calls["hold"] = np.where(answered, np.where(held, hold, 0), MISSING)
    wrap = np.clip(45 * np.exp(0.6 * rng.standard_normal(count)), 0, 900).astype(np.int64)
    calls["wrap"] = np.where(answered, wrap, MISSING)
    message = np.where(outcome == VOICEMAIL, rng.integers(15, 90, count), rng.integers(1, 6, count))
    length = np.where(answered, calls["talk"], message)
    calls["ended"] = calls["started"] + calls["ivr"] + waited + length
    calls["talk"] = np.where(answered, calls["talk"] - np.maximum(calls["hold"], 0), MISSING)
    accepted = outcome == CALLBACK
    calls["accepted"] = np.where(accepted, calls["started"] + calls["ivr"] + waited, MISSING)
    reached = accepted & (rng.random(count) < 0.82)
    back = calls["accepted"] + (1500 * np.exp(0.9 * rng.standard_normal(count))).astype(np.int64)
    calls["completed"] = np.where(reached & (back <= AS_OF), back, MISSING)
    calls["ender"] = np.where(
        np.isin(outcome, (ABANDONED, IVR_ONLY)), 0, np.where(answered, rng.integers(0, 2, count), 2)
    )
    calls["solved"] = np.where(answered, calls["solved"], MISSING)
