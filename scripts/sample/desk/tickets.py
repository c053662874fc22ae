"""What is known of a ticket the moment it arrives."""

from __future__ import annotations

import numpy as np

from scripts.sample.desk import company
from scripts.sample.desk.company import CHAT, EMAIL, MESSENGER, PHONE, WEB
from scripts.sample.desk.staffing import answer
from scripts.sample.desk.worktime import DAY
from scripts.sample.desk.world import AS_OF, World

Columns = dict[str, np.ndarray]

NORMAL, SPAM, TRASHED, MERGED, DUPLICATE, OUTBOUND = range(6)
KIND_SHARE = np.array([0.929, 0.014, 0.006, 0.012, 0.009, 0.03])
NO_BOT, HANDED_OVER, BOT_SOLVED = range(3)


def draw_customers(world: World, rng: np.random.Generator, site: np.ndarray) -> np.ndarray:
    """Pick customers of the given sites; a few of them write very often."""
    size = np.array(world.site_customers)[site]
    return np.where(site == 0, 0, world.site_customers[0]) + (
        size * rng.random(len(site)) ** 1.45
    ).astype(np.int64)


def draw_tickets(world: World, chunk: int, first: int, last: int, hours: np.ndarray) -> Columns:
    """Draw the arrivals number `first` to `last`; `hours` is the hour of each of them."""
    rng = world.rng(2, chunk)
    count = last - first
    created = np.sort(world.arrival_hours[hours] + rng.integers(0, 3600, count))
    site = (rng.random(count) >= world.tehran_share[hours]).astype(np.int64)
    tickets: Columns = {
        "number": np.arange(first, last),
        "created": np.minimum(created, AS_OF - 1),
        "site": site,
        "customer": draw_customers(world, rng, site),
        "topic": _draw_topics(world, rng, created),
        "product": rng.choice(len(company.PRODUCTS), count, p=company.PRODUCT_SHARE),
        "priority": rng.choice(4, count, p=company.PRIORITY_SHARE),
        "channel": _draw_channels(world, rng, created),
        "kind": rng.choice(6, count, p=KIND_SHARE),
        "origin": np.arange(first, last),
        "parent": np.full(count, -1),
    }
    tickets["product"][rng.random(count) < 0.12] = -1
    _relate(rng, tickets)
    _raise_priority(rng, tickets)
    _place(world, rng, tickets)
    return tickets


def _draw_topics(world: World, rng: np.random.Generator, created: np.ndarray) -> np.ndarray:
    topic = rng.choice(len(company.TOPICS), len(created), p=company.TOPIC_SHARE)
    more = world.topic_of_the_month(created)
    drawn = (more >= 0) & (rng.random(len(created)) < company.ODD_TOPIC_SHARE)
    return np.where(drawn, more, topic)


def _draw_channels(world: World, rng: np.random.Generator, created: np.ndarray) -> np.ndarray:
    progress = (created - world.start) / (AS_OF - world.start)
    begin, end = company.MESSENGER_SHARE
    messenger = rng.random(len(created)) < begin + (end - begin) * progress**1.3
    others = rng.choice(6, len(created), p=company.CHANNEL_SHARE / company.CHANNEL_SHARE.sum())
    return np.where(messenger, MESSENGER, others)


def _relate(rng: np.random.Generator, tickets: Columns) -> None:
    """Make some tickets a repeat, a duplicate or a merged copy of an earlier one."""
    count = len(tickets["created"])
    row = np.arange(count)
    kind = tickets["kind"]
    repeat = (kind == NORMAL) & (rng.random(count) < 0.075)
    copy = (kind == MERGED) | (kind == DUPLICATE)
    # A repeat comes some days later, so its parent lies some days of arrivals back.
    per_day = max(count / max((tickets["created"][-1] - tickets["created"][0]) / DAY, 1), 0.1)
    back = np.where(copy, 1, 1 + (rng.random(count) * 5.5 * per_day)).astype(np.int64)
    parent = row - back
    usable = (parent >= 0) & (repeat | copy)
    usable &= (kind[np.maximum(parent, 0)] == NORMAL) & ~repeat[np.maximum(parent, 0)]
    kind[copy & ~usable] = NORMAL
    child, parent = row[usable], parent[usable]
    for column in ("customer", "topic", "product", "site"):
        tickets[column][child] = tickets[column][parent]
    tickets["split_from"] = np.full(count, -1)
    split = ~copy[child] & (rng.random(len(child)) < 0.05)
    tickets["split_from"][child[split]] = tickets["number"][parent[split]]
    near = copy[child]
    child, parent = child[near], parent[near]
    for column in ("channel", "origin", "priority"):
        tickets[column][child] = tickets[column][parent]
    delay = rng.integers(30, 580, len(child))
    delay = np.where(kind[child] == MERGED, delay * 20, delay)
    tickets["created"][child] = np.minimum(tickets["created"][parent] + delay, AS_OF - 1)
    tickets["parent"][child[kind[child] == MERGED]] = parent[kind[child] == MERGED]


def _raise_priority(rng: np.random.Generator, tickets: Columns) -> None:
    urgent = (tickets["topic"] == company.OUTAGE) & (rng.random(len(tickets["topic"])) < 0.45)
    tickets["priority"] = np.where(
        urgent, np.minimum(tickets["priority"] + 1, 3), tickets["priority"]
    )


def _place(world: World, rng: np.random.Generator, tickets: Columns) -> None:
    """Decide team, live or written, the part of the bots, and who is to be excluded."""
    count = len(tickets["created"])
    site, channel, kind = tickets["site"], tickets["channel"], tickets["kind"]
    is_open = np.zeros(count, dtype=bool)
    for number, clock in enumerate(world.clocks):
        mine = site == number
        is_open[mine] = clock.is_open(tickets["created"][mine])
    spoken = (channel == PHONE) | (channel == CHAT)
    # Closed lines push most callers to writing.
    moved = spoken & ~is_open & (rng.random(count) < 0.9) & (kind == NORMAL)
    channel[moved] = rng.choice([EMAIL, WEB, MESSENGER], int(moved.sum()), p=[0.5, 0.3, 0.2])
    spoken &= ~moved
    channel[(kind == SPAM) & spoken] = EMAIL
    channel[(kind == OUTBOUND)] = np.where(
        rng.random(int((kind == OUTBOUND).sum())) < 0.7, EMAIL, MESSENGER
    )
    tickets["live"] = spoken & is_open & (kind == NORMAL)
    bot = np.zeros(count, dtype=np.int64)
    for name, involved, solved in ((CHAT, 0.5, 0.6), (MESSENGER, 0.7, 0.6), (WEB, 0.35, 0.6)):
        mine = (channel == name) & (kind == NORMAL)
        draw = rng.random(count)
        bot[mine & (draw < involved)] = HANDED_OVER
        bot[mine & (draw < involved * solved)] = BOT_SOLVED
    bot[(channel == PHONE)] = NO_BOT
    tickets["bot"] = bot
    tickets["live"] &= bot != BOT_SOLVED
    desk = company.TOPIC_DESK[tickets["topic"]]
    front, technical = np.array([0, 2])[site], np.array([1, 4])[site]
    billing = np.array([0, 3])[site]
    first_line = rng.random(count) < 0.35
    team = np.where(desk == 2, technical, np.where(desk == 1, billing, front))
    tickets["team"] = np.where(first_line, front, team)
    tickets["is_test"] = rng.random(count) < 0.004
    outbound = kind == OUTBOUND
    at, _ = answer(world, tickets, tickets["created"], np.zeros(count), rng.random(count))
    tickets["created"] = np.where(outbound, np.minimum(at, AS_OF - 1), tickets["created"])
