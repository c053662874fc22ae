"""KPIs of the made-up desk, added up from what its templates say: no SQL, no model, no mapping."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime

from tests.python.sources.desk import AS_OF, FIRST_REPLY_MINUTES, Ticket

# Months whose numbers cannot change any more when they are read.
MONTHS = ("2025-02", "2025-03", "2025-04")
Cells = dict[tuple[str, str], tuple[float, float]]
# When it was decided whether a target was kept, and how.
Decision = tuple[datetime, bool]


def ticket_truth(
    tickets: list[Ticket],
    targets: Callable[[Ticket], Decision | None] | None = None,
    untold: Collection[str] = (),
) -> Cells:
    """Numerator and denominator by KPI and month.

    Args:
        tickets: The desk, without what the system does not tell.
        targets: When it was decided whether a ticket kept its target, and how; by default that of
            the first reply.
        untold: KPIs that the system tells too little for.
    """
    counted = [ticket for ticket in tickets if ticket.is_counted]
    inbound = [ticket for ticket in counted if ticket.is_inbound]
    cells: Cells = {}
    cells |= shares("csat", ((at, value == "good") for at, value in map(_rating, counted) if at))
    cells |= shares(
        "survey_response_rate",
        ((ticket.invited, bool(ticket.ratings)) for ticket in counted if ticket.invited),
    )
    cells |= shares(
        "reopen_rate",
        ((ticket.first_solve, ticket.is_reopened) for ticket in counted if ticket.first_solve),
    )
    cells |= shares("fcr_rate", ((t.created, t.is_fcr) for t in inbound if t.is_fcr is not None))
    cells |= sums(
        "first_response_time",
        ((t.first_reply, _seconds(t.created, t.first_reply)) for t in inbound if t.first_reply),
    )
    cells |= sums(
        "first_response_time_business",
        (
            (t.first_reply, t.schedule.seconds(t.created, t.first_reply))
            for t in inbound
            if t.first_reply
        ),
    )
    cells |= sums(
        "resolution_time",
        ((t.last_solve, _seconds(t.created, t.last_solve)) for t in inbound if t.last_solve),
    )
    decided = filter(None, map(targets or first_reply_target, inbound))
    cells |= shares("sla_compliance_rate", decided)
    for month in MONTHS:
        cells["backlog_open", month] = (sum(_is_open(t, _end(month)) for t in counted), 1)
        received = sum(f"{t.created:%Y-%m}" == month for t in inbound)
        cells["ticket_volume", month] = (received, 1)
    return finished({key: cell for key, cell in cells.items() if key[0] not in untold})


def finished(cells: Cells) -> Cells:
    """Those of months that are over."""
    return {key: cell for key, cell in cells.items() if key[1] in MONTHS}


def _rating(ticket: Ticket) -> tuple[datetime | None, str]:
    return ticket.ratings[-1] if ticket.ratings else (None, "")


def first_reply_target(ticket: Ticket, seconds: float | None = None) -> Decision | None:
    """Whether the first reply came in time: in so many seconds, or as the priority says."""
    if ticket.policy is None or ticket.priority is None:
        return None
    allowed = seconds or FIRST_REPLY_MINUTES[ticket.priority] * 60
    due = ticket.schedule.due(ticket.created, allowed)
    is_met = ticket.first_reply is not None and (
        ticket.schedule.seconds(ticket.created, ticket.first_reply) <= allowed
    )
    return _decided(ticket.first_reply if is_met else None, due)


def resolution_target(ticket: Ticket, due: datetime) -> Decision | None:
    """Whether the last solve came before its deadline."""
    is_met = ticket.last_solve is not None and ticket.last_solve <= due
    return _decided(ticket.last_solve if is_met else None, due)


def _decided(met_at: datetime | None, due: datetime) -> Decision | None:
    """A target that is missed is decided when it was due; what is to come is not decided."""
    decided = met_at or due
    return (decided, met_at is not None) if decided <= AS_OF else None


def _is_open(ticket: Ticket, at: datetime) -> bool:
    changes = [c for c in ticket.changes if c.field == "status" and c.at < at]
    return bool(changes) and changes[-1].value not in ("solved", "closed", "deleted")


def _end(month: str) -> datetime:
    year, number = map(int, month.split("-"))
    return datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)


def _seconds(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds()


def shares(kpi_id: str, rows: Iterable[tuple[datetime, bool]]) -> Cells:
    """How many of the rows count, by month."""
    return sums(kpi_id, ((at, float(is_counted)) for at, is_counted in rows))


def sums(kpi_id: str, rows: Iterable[tuple[datetime, float]]) -> Cells:
    """Sums and counts by month."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for at, value in rows:
        found[kpi_id, f"{at:%Y-%m}"].append(value)
    return {key: (sum(values), len(values)) for key, values in found.items()}
