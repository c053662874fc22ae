"""How far agents differ from what was expected of them, in numpy, and how often that is right.

The formulas are those of the agent score, for a share of tickets of which the same is expected.
"""

from dataclasses import dataclass

import numpy as np

Array = np.ndarray
AGENTS, FEWEST, MOST, SHARE = 12, 30, 120, 0.75
# Of the test whether agents differ, and of the interval of 90% of how each does.
SURE, Z = 1.644854, 1.644854
# Standard deviation of the true differences between agents.
DIFFERENCES = {"none": 0.0, "3 points": 0.03, "6 points": 0.06, "10 points": 0.10}


@dataclass(frozen=True)
class Effects:
    """Of desks by agents: whether agents differ at all, and by how much each does."""

    is_found: Array
    effect: Array
    error: Array


def effects(hits: Array, tickets: Array) -> Effects:
    """Compare every agent with the mean of the desk.

    Args:
        hits: Desks by agents.
        tickets: Desks by agents.
    """
    every = tickets.sum(1, keepdims=True)
    share = hits.sum(1, keepdims=True) / every
    deviation, variance = hits / tickets - share, (share * (1 - share))[:, 0]
    free = tickets.shape[1] - 1
    q = (tickets * deviation**2).sum(1) / variance
    weight = every[:, 0] - (tickets**2).sum(1) / every[:, 0]
    spread = np.maximum((q - free) * variance / weight, 1e-12)
    z = (np.cbrt(q / free) - (1 - 2 / (9 * free))) / np.sqrt(2 / (9 * free))
    prior = (variance / spread)[:, None]
    return Effects(
        z > SURE,
        tickets / (tickets + prior) * deviation,
        np.sqrt(variance[:, None] / (tickets + prior)),
    )


def found_effects(rng: np.random.Generator, desks: int) -> list[list[object]]:
    """How often agents differ, are called better or worse, and lie in their interval."""
    rows: list[list[object]] = []
    for name, spread in DIFFERENCES.items():
        true = np.clip(rng.normal(SHARE, spread, (desks, AGENTS)), 0, 1)
        tickets = rng.integers(FEWEST, MOST + 1, (desks, AGENTS))
        found = effects(rng.binomial(tickets, true), tickets)
        half = Z * found.error
        is_outside = (np.abs(found.effect) > half) & found.is_found[:, None]
        desk = (tickets * true).sum(1, keepdims=True) / tickets.sum(1, keepdims=True)
        is_covered = (np.abs(true - desk - found.effect) <= half)[found.is_found]
        rows.append(
            [
                name,
                100 * float(found.is_found.mean()),
                100 * float(is_outside.mean()),
                100 * float(is_covered.mean()) if spread else "–",
            ]
        )
    return rows
