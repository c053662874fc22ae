"""Who answers when: work is done in the opening hours of a team by an agent on duty."""

from __future__ import annotations

import numpy as np

from scripts.sample.desk import company
from scripts.sample.desk.world import World


def answer(
    world: World,
    tickets: dict[str, np.ndarray],
    start: np.ndarray,
    delay: np.ndarray,
    seat: np.ndarray,
    team: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Let the team of each ticket react `delay` business seconds after `start`.

    Args:
        world: The fixed parts of the simulation.
        tickets: Ticket columns; `team` is read unless given.
        start: Instants at which the work becomes due.
        delay: Business seconds that an average agent takes.
        seat: A number in [0, 1) per ticket that picks the seat, the same for one owner.
        team: Team numbers that replace those of the tickets.

    Returns:
        Instants of the reaction, and the agents.
    """
    team = tickets["team"] if team is None else team
    site = company.TEAM_SITE[team]
    interval = np.zeros(len(start), dtype=np.int64)
    moment = np.zeros(len(start), dtype=np.int64)
    _, interval = _react(world, site, start, delay, moment, interval)
    agent = on_duty(world, team, interval, seat)
    pace = np.exp(-0.25 * world.agent_skill[agent])
    planned = interval.copy()
    moment, interval = _react(world, site, start, delay * pace, moment, interval)
    # A quicker or slower agent stays inside the shift in which the work was picked up.
    for number, clock in enumerate(world.clocks):
        mine = site == number
        earliest = np.maximum(clock.starts[planned[mine]], start[mine])
        moment[mine] = np.clip(moment[mine], earliest, clock.ends[planned[mine]] - 1)
    return moment, agent


def on_duty(world: World, team: np.ndarray, interval: np.ndarray, seat: np.ndarray) -> np.ndarray:
    """Agents who sit on the given seats of their teams in the given opening intervals."""
    agent = np.zeros(len(team), dtype=np.int64)
    for number, roster in enumerate(world.rosters):
        mine = team == number
        # Squaring gives the first seats more work than the last.
        chair = (roster.shape[1] * (0.5 * seat[mine] + 0.5 * seat[mine] ** 2)).astype(np.int64)
        agent[mine] = roster[interval[mine], chair]
    return agent


def interval_at(world: World, team: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Number of the opening interval of each team that contains, or next follows, an instant."""
    site = company.TEAM_SITE[team]
    found = np.zeros(len(at), dtype=np.int64)
    for number, clock in enumerate(world.clocks):
        mine = site == number
        index = np.searchsorted(clock.ends, at[mine], side="right")
        found[mine] = np.minimum(index, len(clock.ends) - 1)
    return found


def _react(
    world: World,
    site: np.ndarray,
    start: np.ndarray,
    delay: np.ndarray,
    moment: np.ndarray,
    interval: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    moment, interval = moment.copy(), interval.copy()
    for number, clock in enumerate(world.clocks):
        mine = site == number
        moment[mine], interval[mine] = clock.add(start[mine], delay[mine])
    return moment, interval


def lognormal(
    rng: np.random.Generator, median: np.ndarray | float, spread: float, size: int
) -> np.ndarray:
    """Skewed durations with the given median."""
    return median * np.exp(spread * rng.standard_normal(size))
