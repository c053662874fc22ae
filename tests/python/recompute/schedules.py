"""What agents did with their planned and paid hours, minute by minute, and who left."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

import polars as pl

from tests.python.recompute.agents import AGENT_DAY, days_of_shifts
from tests.python.recompute.business import with_slices
from tests.python.recompute.frames import Staging
from tests.python.recompute.periods import MONTH
from tests.python.recompute.publish import Kpi, by_month, ratio, whole

READY = {"available", "on_contact"}
AT_WORK = READY | {"training"}
PRESENT = AT_WORK | {"break"}
YEAR = timedelta(days=365)
BEGINNINGS = {
    "tickets": ["created_at"],
    "ticket_events": ["occurred_at"],
    "calls": ["started_at"],
    "surveys": ["sent_at", "responded_at"],
    "help_center_events": ["occurred_at"],
    "orders": ["ordered_at"],
}
Shift = tuple[str, datetime, datetime]


def schedule_kpis(staging: Staging, contacts: pl.DataFrame) -> list[Kpi]:
    """Adherence, conformance, shrinkage, absence and contacts per hour.

    Args:
        staging: The staging views.
        contacts: Contacts by agent and day.
    """
    others = staging.uncounted_agents
    parts = days_of_shifts(staging).join(others.unique(), on="agent_id", how="anti")
    days = pl.DataFrame(
        [
            {**dict(zip(AGENT_DAY, key, strict=True)), **_hours(list(_shifts(of_day)))}
            for key, of_day in parts.partition_by(AGENT_DAY, as_dict=True).items()
        ]
    )
    days = days.join(contacts, on=AGENT_DAY, how="left").with_columns(
        pl.col("contacts").fill_null(0)
    )
    return [*_plan_kpis(days), *_paid_kpis(days)]


def _plan_kpis(days: pl.DataFrame) -> list[Kpi]:
    """Of the days on which a missing status says something."""
    present, planned = pl.col("present") > 0, pl.col("scheduled") > 0
    known = days.filter(
        (pl.col("day") >= pl.col("day").filter(present).min().over("agent_id"))
        & (pl.col("day") >= pl.col("day").filter(planned).min().over("agent_id"))
        & (pl.col("day") <= pl.col("day").filter(present).max())
        & (pl.col("day") <= pl.col("day").filter(planned).max())
    )
    on_plan = known.filter(planned)
    scheduled = pl.col("scheduled").sum()
    return [
        _per(
            "schedule_adherence", on_plan, pl.col("kept"), (pl.col("kept") + pl.col("missed")).sum()
        ),
        _per("schedule_conformance", known, pl.col("present"), scheduled),
        whole(ratio("agent_absence_rate", with_slices(on_plan), "day", pl.col("present") == 0)),
    ]


def _paid_kpis(days: pl.DataFrame) -> list[Kpi]:
    # Without pay and plan whatever somebody was there for, but not a day of breaks alone.
    paid = pl.coalesce(
        *(pl.when(pl.col(kind) > 0).then(kind) for kind in ("paid", "scheduled")),
        pl.when(pl.col("beyond_breaks") > 0).then("any"),
    )
    days = days.with_columns(paid=paid)
    watched = days.filter(
        (pl.col("ready").max().over("agent_id") > 0) & pl.col("paid").is_not_null()
    )
    ready, on_pay = days.filter(pl.col("ready") > 0), days.filter(pl.col("paid").is_not_null())
    idle, contacts = pl.col("paid") - pl.col("ready"), pl.col("contacts")
    away = pl.col("present") - pl.col("ready")
    return [
        _per("utilisation", watched, pl.col("ready"), pl.col("paid").sum()),
        _per("occupancy", ready, pl.col("busy"), pl.col("ready").sum()),
        _per("shrinkage", watched, idle, pl.col("paid").sum()),
        _per("shrinkage_planned", watched, away, pl.col("paid").sum()),
        _per("contacts_per_hour", ready, contacts, pl.col("ready").sum()),
        _per("contacts_per_paid_hour", on_pay, contacts, pl.col("paid").sum()),
    ]


def _per(kpi_id: str, rows: pl.DataFrame, numerator: pl.Expr, denominator: pl.Expr) -> Kpi:
    return whole(ratio(kpi_id, with_slices(rows), "day", numerator, "ratio", denominator))


def _shifts(of_day: pl.DataFrame) -> Iterator[Shift]:
    yield from of_day.select("shift_kind", "started_at", "left_at").iter_rows()


def _hours(shifts: list[Shift]) -> dict[str, float]:
    """Hours of every kind: each stretch between two instants belongs to what goes on in it."""
    hours = dict.fromkeys(
        [
            *("scheduled", "paid", "ready", "busy", "present", "kept", "missed", "any"),
            "beyond_breaks",
        ],
        0.0,
    )
    instants = sorted({instant for _, *ends in shifts for instant in ends})
    for begin, end in pairwise(instants):
        kinds = {kind for kind, started, left in shifts if started <= begin and left >= end}
        length = (end - begin) / timedelta(hours=1)
        for name in _names(kinds):
            hours[name] += length
    return hours


def _names(kinds: set[str]) -> Iterable[str]:
    yield from kinds & {"scheduled", "paid"}
    yield from (["any"] if kinds else [])
    yield from (["beyond_breaks"] if kinds - {"break"} else [])
    yield from (["ready"] if kinds & READY else [])
    yield from (["busy"] if "on_contact" in kinds else [])
    yield from (["present"] if kinds & PRESENT else [])
    if "scheduled" in kinds:
        yield from (["kept"] if kinds & AT_WORK else [])
        yield from ([] if kinds & PRESENT else ["missed"])


def chat_concurrency(staging: Staging, calls: pl.DataFrame) -> Kpi:
    """Minutes of all chats by minutes with any of the same agent."""
    others = staging.uncounted_agents
    chats = (
        calls.filter(
            (pl.col("direction") == "inbound")
            & (pl.col("outcome") == "answered")
            & (pl.col("channel") == "chat")
            & ~pl.col("is_handled_elsewhere")
            & (pl.col("ended_at") > pl.col("answered_at"))
            & pl.col("agent_id").is_not_null()
        )
        .join(others.unique(), on="agent_id", how="anti")
        .sort("answered_at", "ended_at", "call_id")
    )
    earlier = pl.col("ended_at").cum_max().shift().over("agent_id")
    alone = (pl.col("ended_at") - pl.max_horizontal("answered_at", earlier)).dt.total_microseconds()
    chats = chats.with_columns(
        day=staging.periods.day("answered_at"),
        hours=(pl.col("ended_at") - pl.col("answered_at")).dt.total_microseconds() / 3.6e9,
        busy=alone.clip(0) / 3.6e9,
    )
    return _per("chat_concurrency", chats, pl.col("hours"), pl.col("busy").sum())


def turnover(staging: Staging) -> list[Kpi]:
    """Who left in the year that ends with a month, by the agents of that year."""
    periods, last_day = staging.periods, staging.periods.day_of(staging.as_of)
    first_day = periods.day_of(min(_beginnings(staging)))
    people = (
        staging["agents"]
        .filter(~pl.col("is_bot") & ~pl.col("is_test"))
        .unique("agent_id")
        .select("hired_on", "left_on")
        .rows()
    )
    rows = []
    for start, behind in (
        periods.all(MONTH, min(_beginnings(staging)), staging.as_of)
        .select("period_start", "next_start")
        .iter_rows()
    ):
        ends = min(behind - timedelta(days=1), last_day)
        begins = ends - YEAR + timedelta(days=1)
        if begins >= first_day:
            rows += [(start, *_employed(hired, left, begins, ends)) for hired, left in people]
    found = pl.DataFrame(
        rows, {"day": pl.Date, "days": pl.Int64, "leavers": pl.Int64}, orient="row"
    )
    heads = pl.col("days").sum() / YEAR.days
    rate = ratio(
        "agent_turnover_rate", with_slices(found), "day", pl.col("leavers"), "ratio", heads
    )
    return [by_month(whole(rate))]


def _employed(hired: date | None, left: date | None, begins: date, ends: date) -> tuple[int, int]:
    """Days of employment in a year, and whether the last of all is among them."""
    from_day, until_day = max(hired or begins, begins), min(left or ends, ends)
    days = max((until_day - from_day).days + 1, 0)
    return days, int(days > 0 and left == until_day)


def _beginnings(staging: Staging) -> Iterator[datetime]:
    """When each table begins: that is how far back the data go."""
    for entity, columns in BEGINNINGS.items():
        begins = staging[entity].select(pl.coalesce(columns).min()).item()
        if begins is not None:
            yield begins
