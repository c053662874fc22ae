"""Speed, volume and resolution of tickets."""

import itertools
from datetime import timedelta

import polars as pl

from tests.python.recompute.clock import BusinessClock
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, count, duration, ratio
from tests.python.recompute.statuses import SOLVED, status_at


def speed_kpis(tickets: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """First response, first touch and resolution, by outcome and by creation."""
    reply, solve = "first_reply_at", "last_solved_at"
    published = [
        ("first_response_time", reply, "first_response_seconds"),
        ("first_response_time_by_created", "created_at", "first_response_seconds"),
        ("first_response_time_business", reply, "first_response_business_seconds"),
        ("first_response_time_team_view", reply, "team_view_seconds"),
        ("resolution_time", solve, "resolution_seconds"),
        ("resolution_time_by_created", "created_at", "resolution_seconds"),
        ("resolution_time_business", solve, "resolution_business_seconds"),
        ("first_resolution_time", "first_solved_at", "first_resolution_seconds"),
    ]
    touch = duration("first_touch_time", tickets, "first_touch_at", "first_touch_seconds", False)
    found = (duration(kpi, tickets, anchor, seconds) for kpi, anchor, seconds in published)
    soon = pl.col("first_response_seconds") <= staging.variables.first_response_target_seconds
    answered = tickets.filter(pl.col("first_response_seconds").is_not_null())
    in_time = ratio("first_response_within_target_rate", answered, reply, soon)
    return [*itertools.chain.from_iterable(found), *touch, in_time]


def reply_kpis(tickets: pl.DataFrame, waits: pl.DataFrame, clock: BusinessClock) -> list[Kpi]:
    """Every answered wait, and those after the first.

    The first pair of a phone ticket kept nobody waiting; with a broken clock it is unknown.
    """
    pairs = (
        waits.filter(pl.col("ended_by") == "reply")
        .join(tickets.filter("is_in_scope"), on="ticket_id")
        .with_columns(is_first=pl.col("turn") == pl.col("turn").min().over("ticket_id"))
        .filter(~(pl.col("starts_with_creation") & (pl.col("is_phone") | pl.col("is_broken"))))
    )
    seconds = (pl.col("ended_at") - pl.col("waiting_since")).dt.total_microseconds() / 1e6
    pairs = pairs.filter(seconds >= 0).with_columns(reply_seconds=seconds)
    business = clock.seconds(pairs["schedule_id"], pairs["waiting_since"], pairs["ended_at"])
    pairs = pairs.with_columns(business)
    return [
        *duration("reply_time", pairs, "ended_at", "reply_seconds", by_ticket=True),
        *duration("reply_time_business", pairs, "ended_at", "business_seconds", by_ticket=True),
        *duration(
            "next_reply_time",
            pairs.filter(~pl.col("is_first")),
            "ended_at",
            "reply_seconds",
            by_ticket=True,
        ),
    ]


def workload_kpis(tickets: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """Volume, tickets handled, and their logged work."""
    base = tickets.filter(pl.col("is_in_scope") & pl.col("is_inbound") & ~pl.col("is_duplicate"))
    handled = tickets.filter(pl.col("is_in_scope") & pl.col("is_solved"))
    work = (
        staging["ticket_events"]
        .filter(pl.col("work_seconds").is_not_null())
        .group_by("ticket_id")
        .agg(logged_seconds=pl.col("work_seconds").sum())
    )
    worked = handled.join(work, on="ticket_id", how="left")
    return [
        count("ticket_volume", base, "created_at"),
        count("tickets_handled", handled, "last_solved_at"),
        *duration("ticket_handle_time", worked, "last_solved_at", "logged_seconds", False),
    ]


def resolution_kpis(tickets: pl.DataFrame, changes: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """Share solved at a fixed age, and share solved as of now."""
    age = timedelta(days=staging.variables.resolution_rate_days)
    created = tickets.filter(pl.col("is_in_scope") & pl.col("is_inbound") & ~pl.col("is_duplicate"))
    mature = created.filter(pl.col("created_at") + age <= staging.as_of).with_columns(
        at=pl.col("created_at") + age
    )
    states = status_at(mature, changes, tickets).with_columns(
        solved_in_time=pl.when(pl.col("status").is_null())
        .then((pl.col("last_solved_at") <= pl.col("at")).fill_null(False))
        .otherwise(pl.col("status").is_in(SOLVED))
    )
    return [
        ratio("resolution_rate", states, "created_at", pl.col("solved_in_time")),
        ratio("resolution_rate_to_date", created, "created_at", pl.col("is_solved")),
    ]
