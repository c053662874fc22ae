"""A made-up support desk, told in no system's words: what happened, and what must come out.

Every ticket comes from a template that says by hand which of its moments count; `truth` only adds
them up. Writers turn the same tickets into the tables of one system.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.python.sources.hours import LATE, MAIN, Schedule

START = datetime(2025, 2, 3, tzinfo=UTC)
LAST_CREATION = datetime(2025, 5, 18, tzinfo=UTC)
# Everything was loaded then, and the numbers are read then.
LOADED_AT = datetime(2025, 5, 31, 6, tzinfo=UTC)
AS_OF = datetime(2025, 5, 31, 12, tzinfo=UTC)
AGENTS = ("11", "12", "13", "14")
# Left meanwhile; systems that forget roles show this person as a customer.
FORMER = "19"
# Staff of other departments who ask the desk: this, and the number of their ticket.
STAFF_CUSTOMER = "2"
# An account that no list knows any more.
GONE = "99"
TEAMS = ("501", "502")
RULE = "-1"
PRIORITIES = ("low", "normal", "high", "urgent")
FIRST_REPLY_MINUTES = {"low": 480, "normal": 240, "high": 120, "urgent": 60}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Message:
    """Something written on a ticket."""

    at: datetime
    author: str
    is_public: bool = True


@dataclass(frozen=True)
class Change:
    """A new value of a field; the first one of a field is its value at creation."""

    at: datetime
    field: str
    value: str | None
    author: str


@dataclass
class Ticket:
    """A ticket, and below `first_reply` what the warehouse must find."""

    ticket_id: str
    customer: str
    created: datetime
    opened_by: str
    channel: str = "email"
    priority: str | None = "normal"
    schedule: Schedule = MAIN
    policy: str | None = None
    messages: list[Message] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    invited: datetime | None = None
    ratings: list[tuple[datetime, str]] = field(default_factory=list)
    merged_into: str | None = None
    is_deleted: bool = False
    template: str = ""
    first_reply: datetime | None = None
    first_solve: datetime | None = None
    last_solve: datetime | None = None
    is_reopened: bool = False
    is_fcr: bool | None = False
    is_counted: bool = True
    is_inbound: bool = True

    @property
    def assignee(self) -> str | None:
        """Who has it now."""
        values = [change.value for change in self.changes if change.field == "assignee"]
        return values[-1] if values else None

    def says(self, at: datetime, author: str, is_public: bool = True) -> datetime:
        """Write something."""
        self.messages.append(Message(at, author, is_public))
        return at

    def turns(self, at: datetime, value: str, author: str, name: str = "status") -> datetime:
        """Change a field."""
        self.changes.append(Change(at, name, value, author))
        return at


Template = Callable[[Ticket, random.Random], None]


def make_desk(repeats: int = 12, seed: int = 5) -> list[Ticket]:
    """The tickets, in the order of their ids."""
    from tests.python.sources.templates import TEMPLATES

    rng = random.Random(seed)  # noqa: S311 - a made-up desk
    span = int((LAST_CREATION - START).total_seconds())
    # Nobody writes within minutes of a month's end, so that no schedule decides a period.
    tickets: list[Ticket] = []
    for number in range(repeats * len(TEMPLATES)):
        template = TEMPLATES[number % len(TEMPLATES)]
        created = START + timedelta(seconds=rng.randrange(span))
        ticket = Ticket(
            ticket_id=str(1001 + number),
            customer=str(70001 + number),
            created=created,
            opened_by=str(70001 + number),
            priority=rng.choice((*PRIORITIES, None)) if number % 5 else "normal",
            schedule=LATE if number % 7 == 3 else MAIN,
            policy="900" if number % 3 == 0 else None,
            template=template.__name__,
        )
        ticket.turns(created, "new", ticket.opened_by)
        ticket.turns(created, TEAMS[number % 2], RULE, "team")
        template(ticket, rng)
        tickets.append(ticket)
    for ticket in tickets:
        if ticket.merged_into == "next":
            ticket.merged_into = str(int(ticket.ticket_id) + 1)
    return tickets
