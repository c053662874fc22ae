"""What happens to tickets of the made-up desk, template by template."""

import random
from dataclasses import replace
from datetime import timedelta

from tests.python.sources.desk import (
    AGENTS,
    DAY,
    FORMER,
    GONE,
    HOUR,
    MINUTE,
    RULE,
    STAFF_CUSTOMER,
    TEAMS,
    Template,
    Ticket,
)


def _wait(rng: random.Random, longest: timedelta) -> timedelta:
    return timedelta(seconds=rng.randrange(120, int(longest.total_seconds())))


def _begin(ticket: Ticket, rng: random.Random, agent: str | None = None) -> str:
    """The customer's first message, and who takes the ticket."""
    agent = agent or rng.choice(AGENTS)
    ticket.says(ticket.created, ticket.customer)
    ticket.turns(ticket.created + 30 * timedelta(seconds=1), agent, RULE, "assignee")
    return agent


def _answer(ticket: Ticket, rng: random.Random, agent: str) -> None:
    """The first answer, which opens the ticket."""
    ticket.first_reply = ticket.says(ticket.created + _wait(rng, 9 * HOUR), agent)
    ticket.turns(ticket.first_reply, "open", agent)


def _solve(ticket: Ticket, rng: random.Random, agent: str) -> None:
    last = max(change.at for change in ticket.changes)
    ticket.last_solve = ticket.turns(last + _wait(rng, 2 * DAY), "solved", agent)
    ticket.first_solve = ticket.first_solve or ticket.last_solve


def plain(ticket: Ticket, rng: random.Random) -> None:
    """One answer, solved, rated."""
    agent = _begin(ticket, rng)
    _answer(ticket, rng, agent)
    _solve(ticket, rng, agent)
    ticket.is_fcr = True
    ticket.invited = ticket.last_solve + HOUR
    ticket.ratings = [(ticket.invited + _wait(rng, DAY), rng.choice(("good", "good", "bad")))]


def greeted_by_a_rule(ticket: Ticket, rng: random.Random) -> None:
    """An automatic reply comes first and is no answer."""
    agent = _begin(ticket, rng)
    ticket.says(ticket.created + timedelta(seconds=2), RULE)
    _answer(ticket, rng, agent)
    _solve(ticket, rng, agent)
    ticket.is_fcr = True


def noted_first(ticket: Ticket, rng: random.Random) -> None:
    """An internal note comes first and is no answer."""
    agent = _begin(ticket, rng)
    ticket.says(ticket.created + MINUTE, agent, is_public=False)
    _answer(ticket, rng, agent)
    _solve(ticket, rng, agent)
    ticket.is_fcr = True
    ticket.invited = ticket.last_solve + HOUR


def reopened_twice(ticket: Ticket, rng: random.Random) -> None:
    """Solved three times; each reopening within days."""
    agent = _begin(ticket, rng)
    _answer(ticket, rng, agent)
    _solve(ticket, rng, agent)
    for _ in range(2):
        again = ticket.says(ticket.last_solve + _wait(rng, 2 * DAY), ticket.customer)
        ticket.turns(again, "open", ticket.customer)
        ticket.says(again + _wait(rng, 5 * HOUR), agent)
        ticket.turns(ticket.messages[-1].at, "pending", agent)
        _solve(ticket, rng, agent)
    ticket.is_reopened = True
    ticket.invited = ticket.last_solve + HOUR
    first = ticket.invited + _wait(rng, DAY)
    ticket.ratings = [(first, "bad"), (first + 3 * HOUR, "good")]


def waited_for_the_customer(ticket: Ticket, rng: random.Random) -> None:
    """Two answers with a pending stretch between them, then closed by a rule."""
    agent = _begin(ticket, rng)
    _answer(ticket, rng, agent)
    ticket.turns(ticket.first_reply + 10 * MINUTE, "pending", agent)
    back = ticket.says(ticket.first_reply + _wait(rng, 2 * DAY) + 20 * MINUTE, ticket.customer)
    ticket.turns(back, "open", ticket.customer)
    ticket.turns(ticket.says(back + HOUR, agent), "hold", agent)
    _solve(ticket, rng, agent)
    ticket.turns(ticket.last_solve + 4 * DAY, "closed", RULE)


def answered_by_a_former_agent(ticket: Ticket, rng: random.Random) -> None:
    """Whoever answered left since then."""
    _begin(ticket, rng, FORMER)
    _answer(ticket, rng, FORMER)
    _solve(ticket, rng, FORMER)
    ticket.is_fcr = True
    ticket.invited = ticket.last_solve + HOUR
    ticket.ratings = [(ticket.invited + _wait(rng, DAY), "bad")]


def asked_by_an_agent(ticket: Ticket, rng: random.Random) -> None:
    """An agent asks as a customer; a second message of his own is no answer."""
    ticket.customer = ticket.opened_by = f"{STAFF_CUSTOMER}{ticket.ticket_id}"
    ticket.changes[0] = replace(ticket.changes[0], author=ticket.customer)
    _begin(ticket, rng, AGENTS[1])
    ticket.says(ticket.created + 90 * timedelta(seconds=1), ticket.customer)
    _answer(ticket, rng, AGENTS[1])
    _solve(ticket, rng, AGENTS[1])
    ticket.is_fcr = True


def handed_over(ticket: Ticket, rng: random.Random) -> None:
    """A second team solves it."""
    agent = _begin(ticket, rng)
    _answer(ticket, rng, agent)
    other = TEAMS[1] if ticket.changes[1].value == TEAMS[0] else TEAMS[0]
    ticket.turns(ticket.first_reply + HOUR, other, agent, "team")
    _solve(ticket, rng, agent)


def never_answered(ticket: Ticket, rng: random.Random) -> None:
    """Still open."""
    _begin(ticket, rng)


def written_by_an_agent(ticket: Ticket, rng: random.Random) -> None:
    """The desk writes first: not inbound, no first response."""
    agent = rng.choice(AGENTS)
    ticket.opened_by = agent
    ticket.says(ticket.created, agent)
    ticket.turns(ticket.created + MINUTE, agent, agent, "assignee")
    ticket.turns(ticket.created + MINUTE, "open", agent)
    _solve(ticket, rng, agent)
    ticket.is_inbound = False
    ticket.is_fcr = None


def deleted(ticket: Ticket, rng: random.Random) -> None:
    """Gone within the hour, in no number."""
    _begin(ticket, rng)
    # By somebody whose account is gone.
    ticket.says(ticket.created + 7 * MINUTE, GONE)
    ticket.turns(ticket.created + 20 * MINUTE, "deleted", AGENTS[0])
    ticket.is_deleted = True
    ticket.is_counted = False
    ticket.is_fcr = None


def merged(ticket: Ticket, rng: random.Random) -> None:
    """Merged into the next ticket within minutes, and closed by that."""
    _begin(ticket, rng)
    ticket.turns(ticket.created + 5 * MINUTE, "closed", AGENTS[0])
    ticket.merged_into = "next"
    ticket.is_counted = False
    ticket.is_fcr = None


TEMPLATES: tuple[Template, ...] = (
    plain, greeted_by_a_rule, noted_first, reopened_twice, waited_for_the_customer,
    answered_by_a_former_agent, asked_by_an_agent, handed_over, never_answered,
    written_by_an_agent, deleted, merged, plain,
)  # fmt: skip
