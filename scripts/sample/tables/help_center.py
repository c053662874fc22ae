"""The raw table `help_center_events`: sessions of readers, staff and crawlers."""

from __future__ import annotations

import numpy as np
import polars as pl

from scripts.sample.desk import company
from scripts.sample.desk.event_log import rank_within
from scripts.sample.desk.tickets import NORMAL, Columns, draw_customers
from scripts.sample.desk.worktime import MISSING
from scripts.sample.desk.world import AS_OF, World
from scripts.sample.tables.frames import (
    customer_ids,
    delivered,
    flags,
    ids,
    labels,
    numbers,
    stamps,
    ticket_ids,
)

KINDS = ("page_view", "search", "article_vote", "bot_answer", "form_submit")
VIEW, SEARCH, VOTE, BOT_ANSWER, FORM = range(5)
FREE_SESSIONS = 0.38


def draw_help_center(world: World, chunk: int, tickets: Columns) -> pl.DataFrame:
    """Events of the help centre around the arrivals of a chunk of tickets."""
    rng = world.rng(6, chunk)
    parts = [_before_tickets(rng, tickets), _free(world, rng, tickets)]
    sessions = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    sessions["number"] = np.arange(len(sessions["begin"])) + chunk * 1_000_000
    return _frame(_events(world, rng, sessions), chunk)


def _before_tickets(rng: np.random.Generator, tickets: Columns) -> Columns:
    """Sessions of customers who write after all: the form, or another channel within a day."""
    count = len(tickets["created"])
    form = (tickets["channel"] == company.WEB) & (rng.random(count) < 0.42)
    rows = np.flatnonzero((tickets["kind"] == NORMAL) & (form | (rng.random(count) < 0.045)))
    lag = np.where(
        form[rows], rng.integers(60, 700, len(rows)), rng.integers(900, 100_000, len(rows))
    )
    return {
        "begin": tickets["created"][rows] - lag,
        "customer": tickets["customer"][rows],
        "topic": tickets["topic"][rows],
        "ticket": np.where(form[rows], tickets["number"][rows], MISSING),
        "submitted": np.where(form[rows], tickets["created"][rows], MISSING),
        "staff": np.zeros(len(rows), dtype=bool),
        "crawler": np.zeros(len(rows), dtype=bool),
    }


def _free(world: World, rng: np.random.Generator, tickets: Columns) -> Columns:
    count = rng.poisson(len(tickets["created"]) * FREE_SESSIONS)
    like = rng.integers(0, len(tickets["created"]), count)
    who = rng.random(count)
    known = who < 0.6
    customer = draw_customers(world, rng, tickets["site"][like])
    return {
        "begin": tickets["created"][like] + rng.integers(-5400, 5400, count),
        "customer": np.where(known, customer, MISSING),
        "topic": rng.choice(len(company.TOPICS), count, p=company.TOPIC_SHARE),
        "ticket": np.full(count, MISSING),
        "submitted": np.full(count, MISSING),
        "staff": who > 0.95,
        "crawler": (who > 0.91) & (who <= 0.95),
    }


def _events(world: World, rng: np.random.Generator, sessions: Columns) -> Columns:
    count = len(sessions["begin"])
    pages = 1 + rng.poisson(1.75, count) + sessions["crawler"] * rng.poisson(5, count)
    row = np.repeat(np.arange(count), pages)
    step = rank_within(row) - 1
    room = np.where(sessions["submitted"] > 0, sessions["submitted"] - sessions["begin"] - 5, 1500)
    at = sessions["begin"][row] + (room[row] * (step + rng.random(len(row))) / pages[row]).astype(
        int
    )
    kind = rng.choice(4, len(row), p=[0.60, 0.22, 0.08, 0.10])
    kind = np.where((step == 0) & (kind == VOTE), VIEW, kind)
    submitted = np.flatnonzero(sessions["submitted"] > 0)
    row = np.concatenate([row, submitted])
    at = np.concatenate([at, sessions["submitted"][submitted]])
    kind = np.concatenate([kind, np.full(len(submitted), FORM)])
    keep = (at <= AS_OF) & (at > 0)
    row, at, kind = row[keep], at[keep], kind[keep]
    order = np.lexsort((row, at))
    row, at, kind = row[order], at[order], kind[order]
    article = world.pick_article(sessions["topic"][row], at, rng.random(len(row)) ** 1.8)
    on_article = np.isin(kind, (VIEW, VOTE, BOT_ANSWER))
    results = np.where(rng.random(len(row)) < 0.13, 0, 1 + rng.poisson(5, len(row)))
    return {name: values[row] for name, values in sessions.items()} | {
        "at": at,
        "kind": kind,
        "article": np.where(on_article, article, MISSING),
        "vote": np.where(kind == VOTE, (rng.random(len(row)) < 0.74).astype(int), MISSING),
        "results": np.where(kind == SEARCH, results, MISSING),
    }


def _frame(events: Columns, chunk: int) -> pl.DataFrame:
    frame = pl.DataFrame(
        {
            "event_id": ids("H", np.arange(len(events["at"])) + chunk * 10_000_000, 100_000),
            "occurred_at": stamps(events["at"]),
            "visitor_id": _visitors(events),
            "event_type": labels(KINDS, events["kind"]),
            "customer_id": customer_ids(events["customer"]),
            "session_id": ids("HS", events["number"], 10_000),
            "article_id": ids("KB", events["article"], 100),
            "topic_id": labels([row[0] for row in company.TOPICS], events["topic"]),
            "vote_value": numbers(events["vote"]),
            "results_count": numbers(events["results"]),
            "is_staff": flags(events["staff"].astype(int)),
            "is_bot_agent": flags(events["crawler"].astype(int)),
            "ticket_id": ticket_ids(np.where(events["kind"] == FORM, events["ticket"], MISSING)),
        }
    )
    return delivered(frame)


def _visitors(events: Columns) -> pl.Series:
    """A visitor keeps one id when known; strangers get one per session."""
    known = ids("V", events["customer"], 1)
    stranger = ids("VX", events["number"], 1)
    return pl.select(pl.coalesce(known, stranger)).to_series()
