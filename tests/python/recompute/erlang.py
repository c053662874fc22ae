"""Queues in balance: callers who wait as long as it takes, and callers who hang up."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, gammaln

FEWER, MORE = 12, 60


@dataclass(frozen=True)
class Reached:
    """What a number of agents achieves: shares of calls, and the mean wait in seconds."""

    in_time: float
    wait: float
    lost: float | None = None


@dataclass(frozen=True)
class Queue:
    """Calls of an hour: load in erlangs, mean handle time, promise and patience in seconds."""

    load: float
    handle: float
    within: float
    patience: float | None = None


def erlang_c(queue: Queue, agents: int) -> Reached | None:
    """Everybody waits; without a balance where there are no more agents than load."""
    if agents <= queue.load:
        return None
    calls = np.arange(agents + 1)
    logs = calls * np.log(queue.load) - gammaln(calls + 1)
    blocked = np.exp(logs[-1] - logs.max()) / np.exp(logs - logs.max()).sum()
    waits = blocked / (1 - queue.load / agents * (1 - blocked))
    free = agents - queue.load
    late = waits * np.exp(-free * queue.within / queue.handle)
    return Reached(1 - late, waits * queue.handle / free)


def erlang_a(queue: Queue, agents: int) -> Reached | None:
    """Callers hang up after an exponential time.

    Who finds n callers waiting is served after n + 1 departures, the i-th of which comes at the
    rate of the agents and of i + 1 callers' patience. In the scale of the patience, e to the power
    of minus such a wait follows a beta distribution.
    """
    if queue.patience is None:
        return None
    arriving, served, lost = queue.load / queue.handle, 1 / queue.handle, 1 / queue.patience
    growth = max(arriving - agents * served, 0) / lost
    most = int(agents + growth + FEWER * np.sqrt(arriving / lost) + MORE)
    states = np.arange(most + 1)
    waiting = np.maximum(states - agents, 0)
    leaving = np.minimum(states, agents) * served + waiting * lost
    logs = np.concatenate([[0], np.cumsum(np.log(arriving / leaving[1:]))])
    share = np.exp(logs - logs.max())
    share /= share.sum()
    capacity = agents * served / lost
    ahead = waiting[agents:]
    early = 1 - betainc(capacity + 1, ahead + 1, np.exp(-lost * queue.within))
    in_time = (
        share[:agents].sum() + (share[agents:] * capacity / (capacity + ahead + 1) * early).sum()
    )
    length = float((waiting * share).sum())
    return Reached(float(in_time), length / arriving, lost * length / arriving)


def fewest(
    model: Callable[[Queue, int], Reached | None],
    queue: Queue,
    is_enough: Callable[[Reached], bool],
    most: float,
) -> tuple[int | None, Reached | None]:
    """The smallest number of agents that is enough, counted from one, and what it achieves."""
    for agents in range(1, int(most) + 1):
        reached = model(queue, agents)
        if reached and is_enough(reached):
            return agents, reached
    return None, None
