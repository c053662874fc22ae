"""What happens to a ticket: replies, questions back, transfers, pauses, solving, reopening."""

from __future__ import annotations

import numpy as np

from scripts.sample.desk import company
from scripts.sample.desk.company import CHAT, PHONE
from scripts.sample.desk.staffing import answer, interval_at, lognormal, on_duty
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
from scripts.sample.desk.worktime import DAY, MISSING
from scripts.sample.desk.world import AS_OF, World

HOUR = 3600
ROUNDS = 3
NO_TEAM = -1


def live_out(world: World, rng: np.random.Generator, tickets: Columns) -> None:
    """Add the instants and actors of a ticket's whole life to its columns."""
    count = len(tickets["created"])
    kind = tickets["kind"]
    tickets["seat"] = rng.random(count)
    tickets["ignored"] = np.isin(kind, (SPAM, TRASHED, MERGED))
    tickets["human"] = ~tickets["ignored"] & (tickets["bot"] != BOT_SOLVED)
    tickets["pace"] = world.pace(tickets["created"])
    # How hard the case is: drives rounds, time to solve and reopening together.
    tickets["hard"] = company.TOPIC_DIFFICULTY[tickets["topic"]] + rng.normal(0, 0.6, count)
    _first_contact(world, rng, tickets)
    _rounds(world, rng, tickets)
    _solve(world, rng, tickets)
    _reopen(world, rng, tickets)
    _close(world, rng, tickets)


def _first_contact(world: World, rng: np.random.Generator, tickets: Columns) -> None:
    count = len(tickets["created"])
    created, channel, live = tickets["created"], tickets["channel"], tickets["live"]
    bot_seconds = rng.integers(90, 420, count)
    start = np.where(tickets["bot"] == HANDED_OVER, created + bot_seconds, created)
    tickets["bot_end"] = np.where(tickets["bot"] == NO_BOT, MISSING, created + bot_seconds)
    delay = lognormal(rng, company.FIRST_REPLY_MEDIAN[channel], 0.95, count)
    delay *= company.PRIORITY_PACE[tickets["priority"]] * tickets["pace"]
    # Half of the transfers happen before the first reply, half after it.
    technical = company.TOPIC_DESK[tickets["topic"]] > 0
    moved = rng.random(count) < np.where(technical, 0.10, 0.05)
    moved &= tickets["human"] & (tickets["kind"] != OUTBOUND)
    early = moved & ~live & (rng.random(count) < 0.5)
    tickets["second_team"] = np.where(moved, _other_team(tickets["team"]), NO_TEAM)
    tickets["moved_early"] = early
    answering = np.where(early, tickets["second_team"], tickets["team"])
    tickets["start"] = start
    seat = tickets["seat"]
    at, agent = answer(world, tickets, start, delay * np.where(early, 1.8, 1.0), seat, answering)
    wait = np.clip(lognormal(rng, 12.0, 0.85, count) * tickets["pace"] ** 1.3, 2, 1500)
    tickets["wait"] = wait.astype(np.int64)
    tickets["ivr"] = np.where(channel == PHONE, rng.integers(12, 70, count), 0)
    picked_up = start + tickets["ivr"] + tickets["wait"]
    on_line = on_duty(world, tickets["team"], interval_at(world, tickets["team"], start), seat)
    tickets["answered"] = np.where(live, picked_up, MISSING)
    # An agent who picks up the phone types the ticket; all others are written by customers.
    tickets["typed"] = live & (channel == PHONE)
    tickets["created"] = np.where(tickets["typed"], picked_up, created)
    outbound = tickets["kind"] == OUTBOUND
    at = np.where(outbound, created + 1, np.where(live, picked_up + rng.integers(4, 25, count), at))
    tickets["agent"] = np.where(live, on_line, agent)
    tickets["first"] = np.where(tickets["human"], np.maximum(at, start + 1), MISSING)
    share = rng.random(count) ** 0.5 * 0.9
    known = np.where(tickets["typed"], picked_up, start)
    tickets["assigned"] = known + ((tickets["first"] - known) * share).astype(np.int64)
    first_agent = on_duty(
        world, tickets["team"], interval_at(world, tickets["team"], tickets["assigned"]), seat
    )
    tickets["first_agent"] = np.where(early, first_agent, tickets["agent"])
    talk = np.clip(lognormal(rng, 260.0, 0.6, count) * np.exp(0.25 * tickets["hard"]), 40, 3000)
    tickets["session_end"] = np.where(
        live,
        tickets["first"] + np.where(channel == CHAT, talk * 1.7, talk).astype(np.int64),
        MISSING,
    )


def _other_team(team: np.ndarray) -> np.ndarray:
    return np.array([1, 0, 4, 2, 2])[team]


def _rounds(world: World, rng: np.random.Generator, tickets: Columns) -> None:
    """Customer questions and agent answers after the first contact."""
    count = len(tickets["created"])
    live, human = tickets["live"], tickets["human"]
    late_move = (tickets["second_team"] != NO_TEAM) & ~tickets["moved_early"]
    more = np.clip(0.10 * np.exp(0.75 * tickets["hard"]), 0.02, 0.7)
    more *= np.exp(-0.12 * world.agent_skill[tickets["agent"]]) * np.sqrt(tickets["pace"])
    unsolved_live = live & (rng.random(count) < more * 1.35)
    draw = rng.random(count)
    rounds = (draw < more).astype(int) + (draw < more * 0.42) + (draw < more * 0.16)
    rounds = np.where(live, unsolved_live * np.maximum(rounds, 1), rounds)
    rounds = np.where(late_move, np.maximum(rounds, 1), rounds) * human
    rounds = np.where(tickets["kind"] == OUTBOUND, (draw < 0.5).astype(int), rounds)
    tickets["rounds"] = rounds
    tickets["moved_at"] = np.where(late_move, _end_of_contact(tickets) + 45, MISSING)
    later_team = np.where(late_move, tickets["second_team"], _answering_team(tickets))
    tickets["later_team"] = later_team
    last, agent = _end_of_contact(tickets), tickets["agent"]
    for number in range(1, ROUNDS + 1):
        here = rounds >= number
        # After a live session or a transfer the desk often owes the next step itself.
        silent = here & (number == 1) & (late_move | (live & (rng.random(count) < 0.6)))
        question = last + np.clip(lognormal(rng, 2.6 * HOUR, 1.2, count), 150, 9 * DAY).astype(int)
        asked = np.where(here & ~silent, question, MISSING)
        due = np.where(silent, last + 60, question)
        delay = lognormal(rng, 3300.0, 1.0, count) * company.PRIORITY_PACE[tickets["priority"]]
        at, who = answer(world, tickets, due, delay * tickets["pace"], tickets["seat"], later_team)
        tickets[f"asked_{number}"] = asked
        tickets[f"replied_{number}"] = np.where(here, np.maximum(at, due + 5), MISSING)
        tickets[f"agent_{number}"] = np.where(here, who, MISSING)
        last = np.where(here, np.maximum(at, due + 5), last)
        agent = np.where(here, who, agent)
    tickets["last_reply"], tickets["last_agent"] = last, agent


def _end_of_contact(tickets: Columns) -> np.ndarray:
    return np.where(tickets["live"], tickets["session_end"], tickets["first"])


def _answering_team(tickets: Columns) -> np.ndarray:
    return np.where(tickets["moved_early"], tickets["second_team"], tickets["team"])


def _solve(world: World, rng: np.random.Generator, tickets: Columns) -> None:
    count = len(tickets["created"])
    last, team = tickets["last_reply"], tickets["later_team"]
    at_once = (rng.random(count) < 0.72) | (tickets["live"] & (tickets["rounds"] == 0))
    held = (rng.random(count) < 0.085 * np.exp(0.5 * tickets["hard"])) & tickets["human"]
    held &= ~(tickets["live"] & (tickets["rounds"] == 0))
    wait = np.clip(lognormal(rng, 14.0 * HOUR, 0.8, count), HOUR, 90 * HOUR)
    hold_end, _ = answer(world, tickets, last + 90, wait, tickets["seat"], team)
    tickets["hold_start"] = np.where(held, last + 90, MISSING)
    tickets["hold_end"] = np.where(held, np.maximum(hold_end, last + 600), MISSING)
    begin = np.where(held, tickets["hold_end"], last)
    more_work = lognormal(rng, 2.2 * HOUR, 1.0, count) * np.exp(0.4 * tickets["hard"])
    more_work *= company.PRIORITY_PACE[tickets["priority"]] * tickets["pace"]
    later, who = answer(world, tickets, begin, more_work, tickets["seat"], team)
    soon = rng.integers(1, 45, count)
    at = np.where(at_once & ~held, last + soon, np.maximum(later, begin + 30))
    solver = np.where(at_once & ~held, tickets["last_agent"], who)
    # Late solutions are told to the customer in one more message.
    tickets["final_reply"] = np.where(tickets["human"] & ~(at_once & ~held), at - 20, MISSING)
    # What nobody solves is found sooner or later: few of the old tickets are left.
    recent = tickets["created"] > AS_OF - 30 * DAY
    stuck = rng.random(count) < np.where(recent, 0.02, 0.0015)
    bot_solved = tickets["bot"] == BOT_SOLVED
    solved = np.where(bot_solved, tickets["bot_end"], at)
    tickets["solved"] = np.where(tickets["ignored"] | (stuck & ~bot_solved), MISSING, solved)
    tickets["solver"] = np.where(bot_solved, 0, solver)


def _reopen(world: World, rng: np.random.Generator, tickets: Columns) -> None:
    count = len(tickets["created"])
    chance = np.clip(0.038 * np.exp(0.55 * tickets["hard"]), 0, 0.3)
    chance *= np.exp(-0.15 * world.agent_skill[tickets["solver"]])
    solved = tickets["solved"]
    reopened = (solved > 0) & (rng.random(count) < chance)
    back = solved + np.clip(lognormal(rng, 15.0 * HOUR, 1.0, count), 300, 3.7 * DAY).astype(int)
    delay = lognormal(rng, 1.2 * HOUR, 1.0, count) * tickets["pace"]
    team = np.where(tickets["human"], tickets["later_team"], tickets["team"])
    at, who = answer(world, tickets, back, delay, tickets["seat"], team)
    at = np.maximum(at, back + 20)
    tickets["reopened"] = np.where(reopened, back, MISSING)
    tickets["reopen_reply"] = np.where(reopened, at, MISSING)
    tickets["reopen_agent"] = np.where(reopened, who, MISSING)
    tickets["solved_again"] = np.where(reopened, at + rng.integers(2, 60, count), MISSING)
    thanks = (solved > 0) & ~reopened & (rng.random(count) < 0.08) & (tickets["kind"] != OUTBOUND)
    tickets["thanks"] = np.where(
        thanks, solved + np.clip(lognormal(rng, HOUR, 1.0, count), 30, 3 * DAY).astype(int), MISSING
    )


def _close(world: World, rng: np.random.Generator, tickets: Columns) -> None:
    count = len(tickets["created"])
    final = np.maximum(tickets["solved"], tickets["solved_again"])
    closed = final + 4 * DAY + rng.integers(0, HOUR, count)
    tickets["final_solve"] = final
    tickets["closed"] = np.where(tickets["solved"] > 0, closed, MISSING)
    at, who = answer(
        world, tickets, tickets["created"], lognormal(rng, 1200.0, 0.8, count), tickets["seat"]
    )
    tickets["dismissed"] = np.where(
        tickets["ignored"], np.maximum(at, tickets["created"] + 60), MISSING
    )
    tickets["dismisser"] = who
