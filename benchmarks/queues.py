"""Queues whose callers hang up: what Erlang A says of them, and what calls played one by one do."""

import heapq
from math import exp, log

import numpy as np

# Calls an hour, their length, the mean patience and the wait that is short enough, in seconds.
CALLS, HANDLE, PATIENCE, WITHIN = 120, 240, 120, 20
AGENTS = (8, 9, 10, 11, 12)
CALLS_PER_SAMPLE = 40
# States beyond this one have no weight: 100 callers wait where five do on average.
STATES = 110


def erlang_a(agents: int) -> tuple[float, float]:
    """Shares of calls that are answered in time, and of those that hang up."""
    arriving, served, lost = CALLS / 3600, 1 / HANDLE, 1 / PATIENCE
    weights = [1.0]
    for state in range(1, STATES):
        leaving = min(state, agents) * served + max(state - agents, 0) * lost
        weights.append(weights[-1] * arriving / leaving)
    shares = np.array(weights) / sum(weights)
    in_time, factor, terms = shares[:agents].sum(), 0.0, 0.0
    for waiting in range(STATES - agents):
        if waiting:
            factor += log((1 - exp(-lost * WITHIN)) * (waiting + agents * served / lost) / waiting)
        terms += exp(factor)
        first = agents * served / (agents * served + (waiting + 1) * lost)
        held = 1 - exp(-WITHIN * (agents * served + lost)) * terms
        in_time += shares[agents + waiting] * first * held
    queued = (shares[agents:] * np.arange(STATES - agents)).sum()
    return float(in_time), float(queued * lost / arriving)


def erlang_c(agents: int) -> float:
    """Share of calls that are answered in time where everybody waits; none where all must."""
    load = CALLS * HANDLE / 3600
    if load >= agents:
        return 0.0
    blocked = 1.0
    for number in range(1, agents + 1):
        blocked = load * blocked / (number + load * blocked)
    waits = blocked / (1 - load / agents * (1 - blocked))
    return 1 - waits * exp(-(agents - load) * WITHIN / HANDLE)


def played(rng: np.random.Generator, agents: int, calls: int) -> tuple[float, float]:
    """The same shares of calls that come one by one, first come, first served."""
    arrivals = np.cumsum(rng.exponential(3600 / CALLS, calls))
    lengths, patience = rng.exponential(HANDLE, calls), rng.exponential(PATIENCE, calls)
    free = [0.0] * agents
    in_time = hung_up = 0
    for arrival, length, limit in zip(arrivals, lengths, patience, strict=True):
        wait = max(free[0] - arrival, 0.0)
        if wait > limit:
            hung_up += 1
            continue
        in_time += wait <= WITHIN
        heapq.heapreplace(free, arrival + wait + length)
    return in_time / calls, hung_up / calls


def answered_calls(rng: np.random.Generator, samples: int) -> list[list[object]]:
    """In time by Erlang C, by Erlang A and played; hung up by Erlang A and played; by agents."""
    rows: list[list[object]] = []
    for agents in AGENTS:
        in_time, hung_up = erlang_a(agents)
        seen_in_time, seen_hung_up = played(rng, agents, CALLS_PER_SAMPLE * samples)
        shares = [erlang_c(agents), in_time, seen_in_time, hung_up, seen_hung_up]
        rows.append([agents, *(100 * share for share in shares)])
    return rows
