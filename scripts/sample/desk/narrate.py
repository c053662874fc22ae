"""Turn the life of tickets into the events a help desk exports."""

from __future__ import annotations

import numpy as np

from scripts.sample.desk import company, event_log
from scripts.sample.desk.company import CLOSED, DELETED, HOLD, NEW, OPEN, PENDING, SOLVED
from scripts.sample.desk.event_log import AGENT, BOT, CUSTOMER, SYSTEM, EventLog
from scripts.sample.desk.lifecycle import NO_TEAM, ROUNDS
from scripts.sample.desk.tickets import (
    BOT_SOLVED,
    HANDED_OVER,
    MERGED,
    NO_BOT,
    OUTBOUND,
    SPAM,
    TRASHED,
    Columns,
)
from scripts.sample.desk.world import BOT_CHAT, World

SHOWN, HIDDEN = 1, 0


def narrate(world: World, rng: np.random.Generator, tickets: Columns) -> dict[str, np.ndarray]:
    """Write the event log of a chunk of tickets.

    Returns:
        The columns of the log; `ticket` is the row of the ticket in the chunk.
    """
    log = EventLog()
    count = len(tickets["created"])
    tickets["first_topic"] = _first_topic(rng, tickets)
    tickets["first_priority"] = _first_priority(rng, tickets)
    _arrival(log, rng, tickets)
    _first_contact(log, rng, tickets)
    _session(log, rng, tickets)
    _follow_up(log, tickets)
    _solving(world, log, rng, tickets)
    _afterwards(log, tickets)
    return log.finish(
        {
            event_log.STATUS: np.full(count, NEW),
            event_log.ASSIGN: np.full(count, event_log.NONE),
            event_log.TEAM: tickets["team"],
            event_log.PRIORITY: tickets["first_priority"],
            event_log.TOPIC: tickets["first_topic"],
        }
    )


def _first_topic(rng: np.random.Generator, tickets: Columns) -> np.ndarray:
    """The topic at arrival: an agent corrects some of them later."""
    wrong = tickets["human"] & (rng.random(len(tickets["topic"])) < 0.03)
    return np.where(wrong, (tickets["topic"] + 6) % len(company.TOPICS), tickets["topic"])


def _first_priority(rng: np.random.Generator, tickets: Columns) -> np.ndarray:
    lower = tickets["human"] & (tickets["priority"] > 0)
    lower &= rng.random(len(lower)) < 0.045
    return tickets["priority"] - lower


def _arrival(log: EventLog, rng: np.random.Generator, tickets: Columns) -> None:
    created, outbound = tickets["created"], tickets["kind"] == OUTBOUND
    by_agent = outbound | tickets["typed"]
    log.add(~by_agent, created, event_log.CREATED, CUSTOMER, actor=tickets["customer"])
    log.add(by_agent, created, event_log.CREATED, AGENT, actor=tickets["agent"])
    written = (tickets["channel"] == company.EMAIL) | (tickets["channel"] == company.WEB)
    thanked = written & ~outbound & (tickets["kind"] != SPAM) & (rng.random(len(created)) < 0.65)
    at = created + rng.integers(1, 12, len(created))
    log.add(thanked, at, event_log.AUTO_REPLY, SYSTEM, public=SHOWN)
    bot = tickets["bot"] != NO_BOT
    log.add(bot, created + 3, event_log.MESSAGE, BOT, actor=BOT_CHAT, public=SHOWN)
    asked = bot & (rng.random(len(created)) < 0.6)
    log.add(asked, created + 40, event_log.MESSAGE, CUSTOMER, actor=tickets["customer"], public=1)
    log.add(asked, created + 44, event_log.MESSAGE, BOT, actor=BOT_CHAT, public=SHOWN)
    handed = tickets["bot"] == HANDED_OVER
    log.add(handed, tickets["bot_end"], event_log.HANDOFF, BOT, actor=BOT_CHAT)


def _first_contact(log: EventLog, rng: np.random.Generator, tickets: Columns) -> None:
    count, human = len(tickets["created"]), tickets["human"]
    assigned, first, agent = tickets["assigned"], tickets["first"], tickets["agent"]
    by_hand = rng.random(count) < 0.3
    for chosen, actor_type in ((~by_hand, SYSTEM), (by_hand, AGENT)):
        who = tickets["first_agent"] if actor_type == AGENT else event_log.NONE
        log.add(human & chosen, assigned, event_log.ASSIGN, actor_type, actor=who,
                new=tickets["first_agent"])  # fmt: skip
    log.add(human, assigned, event_log.STATUS, SYSTEM, new=OPEN)
    early = tickets["moved_early"]
    middle = assigned + (first - assigned) // 2
    log.add(early, middle, event_log.NOTE, AGENT, actor=tickets["first_agent"], public=HIDDEN)
    log.add(early, middle, event_log.TEAM, AGENT, actor=tickets["first_agent"],
            new=tickets["second_team"])  # fmt: skip
    log.add(early, middle, event_log.ASSIGN, SYSTEM, new=agent)
    noted = human & ~early & (rng.random(count) < 0.16)
    log.add(noted, assigned + (first - assigned) * 2 // 3, event_log.NOTE, AGENT, actor=agent,
            public=HIDDEN)  # fmt: skip
    spoken = tickets["channel"] == company.PHONE
    live_call = human & spoken & tickets["live"]
    log.add(live_call, tickets["session_end"], event_log.NOTE, AGENT, actor=agent, public=HIDDEN)
    log.add(human & ~live_call, first, event_log.MESSAGE, AGENT, actor=agent, public=SHOWN)
    known = first + 1
    log.add(human, known, event_log.PRIORITY, AGENT, actor=agent, new=tickets["priority"])
    log.add(human, known, event_log.TOPIC, AGENT, actor=agent, new=tickets["topic"])


def _session(log: EventLog, rng: np.random.Generator, tickets: Columns) -> None:
    """Messages inside a live chat."""
    chat = tickets["live"] & (tickets["channel"] == company.CHAT)
    first, length = tickets["first"], tickets["session_end"] - tickets["first"]
    for begin, end in ((0.25, 0.4), (0.6, 0.75)):
        here = chat & (rng.random(len(chat)) < 0.8)
        question = first + (length * begin).astype(np.int64)
        reply = first + (length * end).astype(np.int64)
        log.add(here, question, event_log.MESSAGE, CUSTOMER, actor=tickets["customer"], public=1)
        log.add(here, reply, event_log.MESSAGE, AGENT, actor=tickets["agent"], public=SHOWN)


def _follow_up(log: EventLog, tickets: Columns) -> None:
    moved = (tickets["second_team"] != NO_TEAM) & ~tickets["moved_early"]
    log.add(moved, tickets["moved_at"], event_log.TEAM, AGENT, actor=tickets["agent"],
            new=tickets["second_team"])  # fmt: skip
    log.add(moved, tickets["moved_at"], event_log.ASSIGN, SYSTEM, new=tickets["agent_1"])
    previous = np.where(tickets["live"], tickets["session_end"], tickets["first"])
    previous_agent = tickets["agent"]
    for number in range(1, ROUNDS + 1):
        asked, replied = tickets[f"asked_{number}"], tickets[f"replied_{number}"]
        waiting = asked > 0
        log.add(waiting, previous + 1, event_log.STATUS, AGENT, actor=previous_agent, new=PENDING)
        log.add(waiting, asked, event_log.MESSAGE, CUSTOMER, actor=tickets["customer"], public=1)
        log.add(waiting, asked, event_log.STATUS, SYSTEM, new=OPEN)
        answered = replied > 0
        who = tickets[f"agent_{number}"]
        log.add(answered, replied, event_log.MESSAGE, AGENT, actor=who, public=SHOWN)
        previous = np.where(answered, replied, previous)
        previous_agent = np.where(answered, who, previous_agent)


def _solving(world: World, log: EventLog, rng: np.random.Generator, tickets: Columns) -> None:
    count, solver, solved = len(tickets["solved"]), tickets["solver"], tickets["solved"]
    held = tickets["hold_start"] > 0
    log.add(held, tickets["hold_start"], event_log.STATUS, AGENT, actor=tickets["last_agent"],
            new=HOLD)  # fmt: skip
    log.add(held, tickets["hold_end"], event_log.STATUS, SYSTEM, new=OPEN)
    # Some cases are solved only after the customer has been given time to object.
    waiting = (tickets["final_reply"] > 0) & ~held & (rng.random(count) < 0.5)
    log.add(waiting, tickets["last_reply"] + 2, event_log.STATUS, AGENT,
            actor=tickets["last_agent"], new=PENDING)  # fmt: skip
    final = (tickets["final_reply"] > 0) & (solved > 0)
    log.add(final, tickets["final_reply"], event_log.MESSAGE, AGENT, actor=solver, public=SHOWN)
    human = tickets["human"] & (solved > 0)
    article = world.pick_article(tickets["topic"], solved, rng.random(count))
    linked = human & (rng.random(count) < 0.2)
    log.add(linked, solved, event_log.LINK, AGENT, actor=solver, article=article)
    work = np.clip(np.exp(rng.normal(5.9, 0.6, count) + 0.35 * tickets["hard"]), 30, 9000)
    logged = human & (rng.random(count) < 0.4)
    log.add(logged, solved, event_log.WORK, AGENT, actor=solver, work=work.astype(np.int64))
    log.add(human, solved, event_log.STATUS, AGENT, actor=solver, new=SOLVED)
    by_bot = tickets["bot"] == BOT_SOLVED
    log.add(by_bot, solved, event_log.STATUS, BOT, actor=BOT_CHAT, new=SOLVED)


def _afterwards(log: EventLog, tickets: Columns) -> None:
    back, who = tickets["reopened"], tickets["reopen_agent"]
    for at in (tickets["thanks"], back):
        log.add(at > 0, at, event_log.MESSAGE, CUSTOMER, actor=tickets["customer"], public=SHOWN)
    log.add(back > 0, back, event_log.STATUS, SYSTEM, new=OPEN)
    unowned = (back > 0) & (tickets["bot"] == BOT_SOLVED)
    log.add(unowned, back + 1, event_log.ASSIGN, SYSTEM, new=who)
    reply = tickets["reopen_reply"]
    log.add(reply > 0, reply, event_log.MESSAGE, AGENT, actor=who, public=SHOWN)
    again = tickets["solved_again"]
    log.add(again > 0, again, event_log.STATUS, AGENT, actor=who, new=SOLVED)
    log.add(tickets["closed"] > 0, tickets["closed"], event_log.STATUS, SYSTEM, new=CLOSED)
    at, dismisser, kind = tickets["dismissed"], tickets["dismisser"], tickets["kind"]
    log.add(kind == MERGED, at, event_log.MERGE, AGENT, actor=dismisser, new=tickets["parent"])
    log.add(kind == MERGED, at, event_log.STATUS, SYSTEM, new=CLOSED)
    log.add(kind == SPAM, at, event_log.STATUS, AGENT, actor=dismisser, new=CLOSED)
    log.add(kind == TRASHED, at, event_log.STATUS, AGENT, actor=dismisser, new=DELETED)
