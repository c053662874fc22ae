"""The clock of each target, cut wherever the status, the priority or the policy changes."""

from datetime import datetime

import numpy as np
import polars as pl

from tests.python.recompute.clock import ALWAYS, BusinessClock, epoch
from tests.python.recompute.frames import Staging, with_newest
from tests.python.recompute.statuses import SOLVED

# In which statuses the clock of a metric stands; that of a reply never does.
PAUSES = {
    "resolution": ["pending", "on_hold", *SOLVED],
    "agent_work": ["pending", "on_hold", *SOLVED],
    "requester_wait": ["pending", *SOLVED],
    "total_resolution": [],
    "periodic_update": SOLVED,
    "pausable_update": ["pending", *SOLVED],
}
# From the creation to the last solve.
WHOLE = ["resolution", "agent_work", "requester_wait", "total_resolution"]
UPDATES = ["periodic_update", "pausable_update"]
TARGET = ["ticket_id", "metric", "started_at"]


def pieces_of(
    promises: pl.DataFrame, tickets: pl.DataFrame, changes: pl.DataFrame, staging: Staging
) -> pl.DataFrame:
    """Each promise cut wherever status, priority or policy changes."""
    # A clock that ran backwards moves no change before the one that it follows.
    changes = changes.with_columns(pl.col("occurred_at").cum_max().over("ticket_id"))
    priorities = _priority_changes(staging)
    policies = staging["sla_policies"]
    cuts = pl.concat(
        [
            changes.select("ticket_id", at="occurred_at"),
            priorities.select("ticket_id", at="occurred_at"),
            tickets.select("ticket_id").join(
                pl.concat([policies["valid_from"], policies["valid_to"]])
                .drop_nulls()
                .unique()
                .to_frame("at"),
                how="cross",
            ),
        ]
    )
    inside = promises.join(cuts, on="ticket_id").filter(
        (pl.col("at") > pl.col("started_at")) & (pl.col("at") < pl.col("watched_until"))
    )
    starts = pl.concat(
        [inside.select(*TARGET, "at"), promises.select(*TARGET, at="started_at")]
    ).unique()
    pieces = (
        starts.join(promises.select(*TARGET, "watched_until"), on=TARGET)
        .sort(*TARGET, "at")
        .with_columns(until=pl.coalesce(pl.col("at").shift(-1).over(TARGET), "watched_until"))
    )
    pieces = _as_of(pieces, changes.select("ticket_id", "occurred_at", "status"))
    first_status = changes.group_by("ticket_id", maintain_order=True).agg(
        status_before=pl.col("before").first()
    )
    pieces = pieces.join(first_status, on="ticket_id", how="left").with_columns(
        status=pl.coalesce("status", "status_before")
    )
    pieces = _as_of(
        pieces,
        priorities.select("ticket_id", "occurred_at", priority="becomes", word="new_word"),
    )
    facts = tickets.select(
        "ticket_id",
        "sla_policy_id",
        "schedule_id",
        current_priority="priority",
        current_word=pl.col("raw_priority").str.strip_chars().str.to_lowercase(),
    ).join(
        priorities.group_by("ticket_id", maintain_order=True).agg(
            first=pl.col("was").first(), first_word=pl.col("old_word").first()
        ),
        on="ticket_id",
        how="left",
    )
    pieces = pieces.join(facts, on="ticket_id").with_columns(
        priority=pl.coalesce("priority", "first", "current_priority"),
        word=pl.coalesce("word", "first_word", "current_word"),
    )
    return _with_target(pieces, policies)


def _with_target(pieces: pl.DataFrame, policies: pl.DataFrame) -> pl.DataFrame:
    rules = policies.select(
        "metric",
        "priority",
        "target_seconds",
        "is_business_hours",
        "valid_from",
        "valid_to",
        sla_policy_id="policy_id",
        policy_schedule="schedule_id",
        policy_word=pl.col("raw_priority").str.strip_chars().str.to_lowercase(),
    )
    in_force = (pl.col("valid_from").is_null() | (pl.col("valid_from") <= pl.col("at"))) & (
        pl.col("valid_to").is_null() | (pl.col("at") < pl.col("valid_to"))
    )
    matched = (
        pieces.join(rules, on=["sla_policy_id", "metric", "priority"])
        .filter(in_force)
        # Of several versions that are valid the latest counts.
        .with_columns(since=pl.col("valid_from").fill_null(datetime(1, 1, 1)))
        .filter(pl.col("since") == pl.col("since").max().over(*TARGET, "at", "policy_word"))
        # The target of the priority's own word; else the group's, where its words agree.
        .with_columns(is_own=pl.col("policy_word") == pl.col("word"))
        .filter(pl.col("is_own") | ~pl.col("is_own").any().over(*TARGET, "at"))
        .select(*TARGET, "at", "target_seconds", "is_business_hours", "policy_schedule")
        .unique()
        .filter(pl.len().over(*TARGET, "at") == 1)
    )
    return pieces.join(matched, on=[*TARGET, "at"], how="left")


def first_breach(pieces: pl.DataFrame, clock: BusinessClock) -> pl.DataFrame:
    """Run the clock through the pieces; the first instant beyond the target is the breach."""
    schedule = pl.coalesce("policy_schedule", "schedule_id", pl.lit(clock.default))
    # A piece without a target runs on the clock of its promise all the same.
    is_business = pl.col("is_business_hours").max().over(TARGET).fill_null(False)
    pieces = pieces.sort(*TARGET, "at").with_columns(
        clock=pl.when(is_business).then(schedule).otherwise(pl.lit(ALWAYS)),
        is_running=~pl.any_horizontal(
            (pl.col("metric") == metric) & pl.col("status").is_in(statuses).fill_null(False)
            for metric, statuses in PAUSES.items()
        ),
    )
    begin, end = epoch(pieces["at"]), epoch(pieces["until"])
    names, parts = pieces["clock"].to_numpy(), []
    opened, closed = np.zeros(len(pieces)), np.zeros(len(pieces))
    for name in np.unique(names):
        rows = names == name
        opened[rows], closed[rows] = clock.passed(name, begin[rows]), clock.passed(name, end[rows])
    pieces = pieces.with_columns(
        opened=pl.Series(opened), passed=pl.Series(closed - opened) * pl.col("is_running")
    ).with_columns(after=pl.col("passed").cum_sum().over(TARGET))
    pieces = pieces.with_columns(before=pl.col("after") - pl.col("passed"))
    beyond = pieces.filter(pl.col("after") > pl.col("target_seconds"))
    late = beyond.filter(pl.col("before") > pl.col("target_seconds"))
    parts.append(late.select(*TARGET, breached_at="at"))
    during = beyond.filter(pl.col("before") <= pl.col("target_seconds"))
    for (name,), rows in during.group_by("clock"):
        count = (rows["opened"] + rows["target_seconds"] - rows["before"]).to_numpy()
        instant = pl.Series(clock.instant(name, count) * 1e6).cast(pl.Int64).cast(pl.Datetime("us"))
        parts.append(rows.select(*TARGET).with_columns(breached_at=instant))
    first = pl.concat(parts).group_by(TARGET).agg(pl.col("breached_at").min())
    known = pieces.group_by(TARGET).agg(has_target=pl.col("target_seconds").is_not_null().any())
    return known.join(first, on=TARGET, how="left")


def _priority_changes(staging: Staging) -> pl.DataFrame:
    """Priority events in order, mapped to groups."""
    group = {"default": "other", "old": staging.priorities}
    return (
        staging["ticket_events"]
        .filter(pl.col("event_type") == "priority_change")
        .sort("ticket_id", "event_sequence", "occurred_at")
        .with_columns(
            old_word=pl.col("old_value").str.strip_chars().str.to_lowercase(),
            new_word=pl.col("new_value").str.strip_chars().str.to_lowercase(),
        )
        .with_columns(
            was=pl.col("old_word").replace_strict(**group),
            becomes=pl.col("new_word").replace_strict(**group),
        )
        .select("ticket_id", "occurred_at", "was", "becomes", "old_word", "new_word")
    )


def _as_of(pieces: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    newest = changes.group_by("ticket_id", "occurred_at", maintain_order=True).last()
    return with_newest(pieces, newest).drop("occurred_at")
