"""The raw tables `surveys` and `survey_answers` of one chunk of tickets."""

from __future__ import annotations

import numpy as np
import polars as pl

from scripts.sample.desk import company
from scripts.sample.desk.company import CHAT, MESSENGER
from scripts.sample.desk.tickets import NORMAL, Columns, draw_customers
from scripts.sample.desk.worktime import DAY, MISSING
from scripts.sample.desk.world import AS_OF, World
from scripts.sample.tables.frames import (
    agent_names,
    customer_ids,
    delivered,
    ids,
    labels,
    numbers,
    stamps,
    ticket_ids,
)
from scripts.sample.tables.reasons import reasons

TYPES = ("csat", "nps", "ces", "servqual")
CSAT, NPS, CES, SERVQUAL = range(4)
TYPE_SHARE = np.array([0.56, 0.17, 0.16, 0.11])
RATE = 0.45
RELATIONSHIP_RATE = 0.06
SCALES = {CSAT: (1, 5), NPS: (0, 10), CES: (1, 7), SERVQUAL: (-1, -1)}
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
ITEM_DIMENSION = np.repeat(np.arange(5), (4, 5, 4, 4, 5))
GAPS = np.array([-0.2, -0.8, -0.95, -0.35, -0.55])


def draw_surveys(world: World, chunk: int, tickets: Columns) -> dict[str, pl.DataFrame]:
    """Invitations after solved tickets, and the yearly question to customers in general."""
    rng = world.rng(5, chunk)
    asked = _after_tickets(world, rng, tickets)
    general = _relationship(world, rng, tickets)
    surveys = {name: np.concatenate([asked[name], general[name]]) for name in asked}
    order = np.lexsort((surveys["customer"], surveys["sent"]))
    surveys = {name: values[order] for name, values in surveys.items()}
    surveys["number"] = np.arange(len(order)) + chunk * 1_000_000
    _score(world, rng, surveys)
    return {
        "surveys": _frame(world, rng, surveys, chunk),
        "survey_answers": _answers(rng, surveys),
    }


def _after_tickets(world: World, rng: np.random.Generator, tickets: Columns) -> Columns:
    solved = tickets["final_solve"]
    usable = (tickets["kind"] == NORMAL) & (solved > 0) & (solved + 3600 <= AS_OF)
    rows = np.flatnonzero(usable & (rng.random(len(solved)) < RATE))
    # A few tickets are rated twice: the customer changes the answer after a second invitation.
    rows = np.sort(np.concatenate([rows, rows[rng.random(len(rows)) < 0.02]]))
    quality = _quality(world, tickets)[rows] + rng.normal(0, 0.85, len(rows))
    twice = np.zeros(len(rows), dtype=bool)
    twice[1:] = rows[1:] == rows[:-1]
    return {
        "ticket": tickets["number"][rows],
        "customer": tickets["customer"][rows],
        "agent": np.where(tickets["reopened"] > 0, tickets["reopen_agent"], tickets["solver"])[
            rows
        ],
        "channel": tickets["channel"][rows],
        "type": np.where(twice, CSAT, rng.choice(4, len(rows), p=TYPE_SHARE)),
        "sent": solved[rows] + 3600 + twice * 2 * DAY,
        "quality": quality,
        "relationship": np.zeros(len(rows), dtype=bool),
    }


def _quality(world: World, tickets: Columns) -> np.ndarray:
    """How good a ticket felt: slow answers, reopening and transfers hurt, skill helps."""
    wait = np.maximum(tickets["first"] - tickets["start"], 30)
    usual = company.FIRST_REPLY_MEDIAN[tickets["channel"]] * 2.0
    usual = np.where(tickets["live"], 60.0, usual)
    whole = np.maximum(tickets["final_solve"] - tickets["created"], 60) / 3600
    quality = 1.66 - 0.15 * np.clip(np.log(wait / usual), -2.0, 4.0)
    quality -= 0.13 * np.clip(np.log(whole / 6.0), -3, 4)
    quality -= 0.9 * (tickets["reopened"] > 0) + 0.35 * (tickets["moved_at"] > 0)
    quality += 0.28 * world.agent_skill[tickets["solver"]] - 0.12 * tickets["rounds"]
    quality += world.mood(tickets["created"])
    return quality


def _relationship(world: World, rng: np.random.Generator, tickets: Columns) -> Columns:
    count = rng.poisson(len(tickets["created"]) * RELATIONSHIP_RATE)
    like = rng.integers(0, len(tickets["created"]), count)
    sent = tickets["created"][like] // DAY * DAY + 9 * 3600
    none = np.full(count, MISSING)
    return {
        "ticket": none,
        "customer": draw_customers(world, rng, tickets["site"][like]),
        "agent": none,
        "channel": np.zeros(count, dtype=np.int64),
        "type": np.full(count, NPS),
        "sent": np.maximum(sent, world.start),
        "quality": rng.normal(1.32, 1.0, count) + 0.7 * world.mood(sent),
        "relationship": np.ones(count, dtype=bool),
    }


def _score(world: World, rng: np.random.Generator, surveys: Columns) -> None:
    count, kind = len(surveys["sent"]), surveys["type"]
    # The very happy and the very unhappy answer more often.
    answered = rng.random(count) < 0.57 + 0.07 * np.abs(surveys["quality"] - 0.8).clip(0, 2)
    after = (6 * 3600 * np.exp(1.3 * rng.standard_normal(count))).clip(60, 40 * DAY)
    responded = surveys["sent"] + after.astype(np.int64)
    responded = np.where(answered & (responded <= AS_OF), responded, MISSING)
    quality = surveys["quality"]
    five = 1 + np.searchsorted([-1.0, -0.45, 0.28, 1.05], quality)
    ten = 1 + np.searchsorted([-1.7, -1.3, -0.9, -0.5, -0.3, 0.0, 0.28, 0.75, 1.4], quality)
    promoter = np.searchsorted([-2, -1.6, -1.2, -0.9, -0.6, -0.3, 0.05, 0.45, 1.1, 1.7], quality)
    effort = 1 + np.searchsorted([-1.2, -0.7, -0.3, 0.05, 0.6, 1.3], quality)
    of_ten = (kind == CSAT) & np.isin(surveys["channel"], (CHAT, MESSENGER))
    score = np.select(
        [of_ten, kind == CSAT, kind == NPS, kind == CES], [ten, five, promoter, effort], -1
    )
    # The old effort question counted the other way round: a low score was good.
    surveys["reversed"] = (kind == CES) & (surveys["sent"] < world.start + 100 * DAY)
    score = np.where(surveys["reversed"], 8 - score, score)
    surveys["responded"] = responded
    surveys["score"] = np.where(responded > 0, score, -1)
    low, high = np.array([SCALES[row] for row in range(4)])[kind].T
    # The survey tool leaves the scale out of some e-mail answers: the project's seed knows it.
    silent = (kind == CSAT) & ~of_ten & (rng.random(count) < 0.12)
    surveys["low"] = np.where(silent, -1, low)
    surveys["high"] = np.where(silent, -1, np.where(of_ten, 10, high))


def _frame(world: World, rng: np.random.Generator, surveys: Columns, chunk: int) -> pl.DataFrame:
    count, kind = len(surveys["sent"]), surveys["type"]
    told = (surveys["responded"] > 0) & (rng.random(count) < 0.28)
    text = [
        "Quick and friendly",
        "Too slow, sadly",
        "عالی بود",
        "Mulțumesc!",
        "Still waiting; why?",
    ]
    mood = np.where(surveys["quality"] > 0.28, np.array([0, 2, 3])[rng.integers(0, 3, count)],
                    np.array([1, 4])[rng.integers(0, 2, count)])  # fmt: skip
    comment = labels(text, np.where(told, mood, -1)) + ids(" COMMENT-", surveys["number"], 300_000)
    nps_kind = np.where(kind == NPS, surveys["relationship"].astype(int), -1)
    changed = np.maximum(surveys["sent"], surveys["responded"])
    frame = pl.DataFrame(
        {
            "survey_id": ids("S", surveys["number"], 300_000),
            "survey_type": labels(TYPES, kind),
            "ticket_id": ticket_ids(surveys["ticket"]),
            "customer_id": customer_ids(surveys["customer"]),
            "agent_id": labels(agent_names(len(world.agent_team)), surveys["agent"]),
            "sent_at": stamps(surveys["sent"]),
            "responded_at": stamps(surveys["responded"]),
            "score": numbers(surveys["score"]),
            "scale_min": numbers(surveys["low"]),
            "scale_max": numbers(surveys["high"]),
            "scale_direction": labels(("reversed",), np.where(surveys["reversed"], 0, -1)),
            "nps_kind": labels(("transactional", "relationship"), nps_kind),
            "reason_code": reasons(world, chunk, surveys),
            "comment": comment,
            "channel": labels(company.CHANNELS, surveys["channel"]),
            "is_test": pl.repeat(False, count, eager=True),
            "updated_at": stamps(changed),
        }
    )
    return delivered(frame)


def _answers(rng: np.random.Generator, surveys: Columns) -> pl.DataFrame:
    """The 22 statements of SERVQUAL, expectation and perception on one scale of 1 to 7."""
    rows = np.flatnonzero((surveys["type"] == SERVQUAL) & (surveys["responded"] > 0))
    items = len(ITEM_DIMENSION)
    who, item = np.repeat(rows, items), np.tile(np.arange(items), len(rows))
    dimension = ITEM_DIMENSION[item]
    expected = np.clip(np.rint(rng.normal(6.1, 0.7, len(who))), 1, 7).astype(np.int64)
    gap = GAPS[dimension] + 0.5 * (surveys["quality"][who] - 1.0) + rng.normal(0, 0.7, len(who))
    perceived = np.clip(np.rint(expected + gap), 1, 7).astype(np.int64)
    weights = rng.multinomial(100, [0.11, 0.32, 0.22, 0.19, 0.16], len(rows))
    skipped = rng.random(len(who)) < 0.03
    weight = np.repeat(weights, items, axis=0)[np.arange(len(who)), dimension]
    return pl.DataFrame(
        {
            "survey_id": ids("S", surveys["number"][who], 300_000),
            "item_id": ids("Q", item, 1),
            "dimension": labels(DIMENSIONS, dimension),
            "expectation": numbers(expected),
            "perception": numbers(np.where(skipped, -1, perceived)),
            "dimension_weight": numbers(weight),
        }
    )
