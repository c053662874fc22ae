"""A made-up telephone desk, and its KPIs added up from what its templates say."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.python.sources.desk import AGENTS, START
from tests.python.sources.truth import Cells, finished, shares, sums

QUEUES = ("sales", "service")
SHORT_ABANDON, SERVICE_LEVEL = 10, 20


@dataclass
class Leg:
    """One stay in one queue, and what a person did then.

    Attributes:
        outcome: answered, abandoned, timeout, empty, key (the caller pressed one).
        wait: Seconds in the queue; of an answered call the ringing is inside.
    """

    queue: str
    entered: datetime
    outcome: str
    wait: int
    agent: str | None = None
    ring: int = 0
    talk: int = 0
    hold: int = 0
    wrap: int = 0
    ended_by: str = "customer"
    transferred_to: str | None = None

    @property
    def left(self) -> datetime:
        """When the wait was over."""
        return self.entered + timedelta(seconds=self.wait)

    @property
    def ended(self) -> datetime:
        """When the caller was gone from here."""
        return self.left + timedelta(seconds=self.talk + self.hold)


@dataclass
class Call:
    """One caller's call: a menu, then one stay in a queue after the other."""

    number: int
    started: datetime
    menu: int
    legs: list[Leg] = field(default_factory=list)
    direction: str = "inbound"
    caller: str = ""


def make_calls(count: int = 240, seed: int = 8) -> list[Call]:
    """The calls, in the order of their numbers."""
    rng = random.Random(seed)  # noqa: S311 - a made-up desk
    calls = []
    for number in range(count):
        started = START + timedelta(
            days=rng.randrange(110), hours=rng.randrange(7, 16), seconds=rng.randrange(3600)
        )
        call = Call(number, started, menu=rng.randrange(5, 40), caller=f"40722{number:06}")
        TEMPLATES[number % len(TEMPLATES)](call, rng)
        calls.append(call)
    return calls


def _enters(call: Call, queue: str) -> datetime:
    if call.legs:
        return call.legs[-1].ended
    return call.started + timedelta(seconds=call.menu)


def _answered(call: Call, rng: random.Random, queue: str, longest: int = 50) -> Leg:
    ring = rng.randrange(2, 9)
    leg = Leg(
        queue, _enters(call, queue), "answered", ring + rng.randrange(longest),
        agent=rng.choice(AGENTS), ring=ring, talk=rng.randrange(30, 600),
        hold=rng.choice((0, 0, 45)), wrap=rng.randrange(5, 90),
        ended_by=rng.choice(("customer", "agent")),
    )  # fmt: skip
    call.legs.append(leg)
    return leg


def _left(call: Call, queue: str, outcome: str, wait: int) -> None:
    call.legs.append(Leg(queue, _enters(call, queue), outcome, wait))


def answered(call: Call, rng: random.Random) -> None:
    """Waited, was answered."""
    _answered(call, rng, rng.choice(QUEUES))


def gave_up(call: Call, rng: random.Random) -> None:
    """Hung up after a while."""
    _left(call, rng.choice(QUEUES), "abandoned", rng.randrange(25, 200))


def hung_up_at_once(call: Call, rng: random.Random) -> None:
    """Too short to count."""
    _left(call, rng.choice(QUEUES), "abandoned", rng.randrange(1, SHORT_ABANDON))


def overflowed(call: Call, rng: random.Random) -> None:
    """Waited a minute in one queue, and was answered in another one."""
    _left(call, QUEUES[0], "timeout", 60)
    _answered(call, rng, QUEUES[1])


def came_back_to_the_same_queue(call: Call, rng: random.Random) -> None:
    """The queue let go after a minute, and took the caller in again in the same second."""
    _left(call, QUEUES[0], "timeout", 60)
    _left(call, QUEUES[0], "timeout", 60)
    _left(call, QUEUES[0], "abandoned", rng.randrange(30, 50))


def nobody_there(call: Call, rng: random.Random) -> None:
    """A queue without agents lets go at once, the other one answers."""
    _left(call, QUEUES[0], "empty", 0)
    _answered(call, rng, QUEUES[1])


def transferred(call: Call, rng: random.Random) -> None:
    """Answered, passed on to the other queue, answered there."""
    leg = _answered(call, rng, QUEUES[0])
    leg.transferred_to = QUEUES[1]
    _answered(call, rng, QUEUES[1])


def menu_only(call: Call, rng: random.Random) -> None:
    """Helped by the menu, or gone; in no queue."""
    call.menu += rng.randrange(30)


TEMPLATES: tuple[Callable[[Call, random.Random], None], ...] = (
    answered, gave_up, answered, hung_up_at_once, overflowed, answered, transferred,
    came_back_to_the_same_queue, answered, nobody_there, gave_up, menu_only,
)  # fmt: skip


def call_truth(calls: list[Call], tells_hold_and_wrap: bool) -> Cells:
    """Numerator and denominator by KPI and month."""
    legs = [(call, leg) for call in calls if call.direction == "inbound" for leg in call.legs]
    real = [leg for call, leg in legs if not _is_short(call, leg)]
    offered = [leg for leg in real if leg.outcome in ("answered", "abandoned")]
    taken = [leg for leg in offered if leg.outcome == "answered"]
    handled = [
        (max(leg.ended + timedelta(seconds=leg.wrap * tells_hold_and_wrap) for leg in done), done)
        for call in calls
        if (done := [leg for leg in call.legs if leg.outcome == "answered"])
    ]
    cells: Cells = {}
    cells |= shares("abandonment_rate", ((g.entered, g.outcome == "abandoned") for g in offered))
    cells |= shares(
        "service_level",
        ((g.entered, g.outcome == "answered" and g.wait <= SERVICE_LEVEL) for g in offered),
    )
    cells |= shares("flow_out_rate", ((g.entered, g.outcome in ("timeout", "empty")) for g in real))
    cells |= sums("queue_wait_time", ((g.entered, g.wait) for g in taken))
    cells |= sums(
        "handle_time",
        (
            (at, sum(g.talk + tells_hold_and_wrap * (g.hold + g.wrap) for g in done))
            for at, done in handled
        ),
    )
    return finished(cells)


def _is_short(call: Call, leg: Leg) -> bool:
    """A hang-up too soon after the first queue to count."""
    waited = sum(other.wait for other in call.legs if other.entered <= leg.entered)
    return leg.outcome == "abandoned" and waited < SHORT_ABANDON
