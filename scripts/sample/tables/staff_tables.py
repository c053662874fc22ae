"""The raw tables `agents` and `agent_shifts`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from scripts.sample.desk import company
from scripts.sample.desk.worktime import DAY, MISSING
from scripts.sample.desk.world import AS_OF, BOT_MAIL, FIRST_HUMAN, TEST_AGENT, World
from scripts.sample.tables.frames import agent_names, flags, ids, labels, stamps

SHIFT_KINDS = ("scheduled", "paid", "on_contact", "available", "break", "training")
SCHEDULED, PAID, ON_CONTACT, AVAILABLE, BREAK, TRAINING = range(6)


def agents(world: World) -> pl.DataFrame:
    """Agents with their history: some changed tier, one changed team."""
    count = len(world.agent_team)
    rows = np.arange(count)
    changed = rows[(rows >= FIRST_HUMAN) & (rows % 9 == 4)]
    who = np.concatenate([rows, changed])
    later = np.concatenate([np.zeros(count, dtype=bool), np.ones(len(changed), dtype=bool)])
    has_history = np.isin(who, changed)
    switch = world.start + (180 + 3 * (who % 20)) * DAY
    begin = np.where(later, switch, np.maximum(world.agent_hired[who], 0))
    end = np.where(has_history & ~later, switch, MISSING)
    order = np.lexsort((begin, who))
    who, later, has_history = who[order], later[order], has_history[order]
    begin, end = begin[order], end[order]
    team = world.agent_team[who]
    team_code = np.where(team < 0, -1, team)
    # Before the change these agents were in training, one of them in another team.
    early = has_history & ~later
    moved = early & (who == FIRST_HUMAN + 1)
    team_code = np.where(moved, np.where(team == 0, 1, 0), team_code)
    tier = labels([row[3] for row in company.TEAMS] + ["trainee"], np.where(early, 5, team_code))
    left = np.where(world.agent_left[who] <= AS_OF, world.agent_left[who], MISSING)
    bot = who <= BOT_MAIL
    return pl.DataFrame(
        {
            "agent_id": labels(agent_names(count), who),
            "display_name": ids("Agentname Fictional-", who, 900),
            "team_id": labels([row[0] for row in company.TEAMS], team_code),
            "team_name": labels([row[1] for row in company.TEAMS], team_code),
            "tier": tier,
            "hired_on": stamps(world.agent_hired[who]).dt.date(),
            "left_on": stamps(left - DAY).dt.date(),
            "is_bot": flags(bot.astype(int)),
            "is_test": flags((who == TEST_AGENT).astype(int)),
            "valid_from": stamps(begin),
            "valid_to": stamps(end),
        }
    )


def shifts(world: World) -> Iterator[pl.DataFrame]:
    """The shifts of one team after another."""
    number = 0
    for team in range(len(company.TEAMS)):
        frame = _team_shifts(world, team, number)
        number += len(frame)
        yield frame


def _team_shifts(world: World, team: int, first: int) -> pl.DataFrame:
    clock = world.clocks[company.TEAM_SITE[team]]
    rng = world.rng(9, team)
    rows = np.flatnonzero((clock.starts >= world.start) & (clock.ends <= AS_OF))
    roster = world.rosters[team][rows]
    interval = np.repeat(rows, roster.shape[1])
    pairs = np.unique(np.stack([interval, roster.ravel()]), axis=1)
    interval, agent = pairs
    begin, end = clock.starts[interval], clock.ends[interval]
    length = end - begin
    busy = (length * rng.uniform(0.5, 0.78, len(begin))).astype(np.int64) // 60 * 60
    pause = begin + length // 2 // 60 * 60
    trained = rng.random(len(begin)) < 0.02
    blocks = [
        (SCHEDULED, begin, end),
        (PAID, begin, end),
        (ON_CONTACT, begin, np.minimum(begin + busy, pause)),
        (BREAK, pause, pause + 600),
        (ON_CONTACT, pause + 600, np.maximum(begin + busy, pause) + 600),
        (AVAILABLE, np.maximum(begin + busy, pause) + 600, end),
    ]
    parts = [np.stack([np.full(len(agent), kind), agent, one, two]) for kind, one, two in blocks]
    parts.append(np.stack([np.full(len(agent), TRAINING), agent, end - 1800, end])[:, trained])
    kind, who, one, two = np.concatenate(parts, axis=1)
    keep = np.flatnonzero(two - one >= 300)
    keep = keep[np.lexsort((kind[keep], who[keep], one[keep]))]
    return pl.DataFrame(
        {
            "shift_id": ids("W", np.arange(len(keep)) + first, 1),
            "agent_id": labels(agent_names(len(world.agent_team)), who[keep]),
            "started_at": stamps(one[keep]),
            "ended_at": stamps(two[keep]),
            "kind": labels(SHIFT_KINDS, kind[keep]),
        }
    )
