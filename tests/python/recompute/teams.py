"""The team that had a ticket when something was measured, and the agents of a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi

INSTANT = timedelta(microseconds=1)


def teams_at(rows: pl.DataFrame, instant: str, staging: Staging) -> pl.DataFrame:
    """Rows of tickets with the team that had the ticket at an instant.

    Before its first team a ticket belongs to that one; without any change of team, to its own.
    """
    changes = (
        staging["ticket_events"]
        .filter(pl.col("event_type") == "team_change")
        # Of a ticket that was not delivered nothing is known.
        .join(staging["tickets"].select("ticket_id"), on="ticket_id", how="semi")
        .sort("ticket_id", "event_sequence", "occurred_at", "event_id", nulls_last=True)
    )
    begun = changes.group_by("ticket_id", maintain_order=True).agg(
        first_team=pl.coalesce(
            pl.col("old_value").first(), pl.col("new_value").drop_nulls().first()
        )
    )
    # A clock that ran backwards moves no change before the one that it follows. What was done in
    # the second of a change, but before it, was done for the team before.
    moves = _after_work(changes, staging).select(
        "ticket_id",
        changed_at=pl.col("occurred_at").cum_max().over("ticket_id")
        + pl.when("is_after_work").then(INSTANT).otherwise(timedelta()),
        new_team="new_value",
    )
    found = (
        rows.with_row_index("place")
        .sort(instant)
        .join_asof(
            moves.sort("changed_at", maintain_order=True),
            left_on=instant,
            right_on="changed_at",
            by="ticket_id",
            check_sortedness=False,
        )
        .join(begun, on="ticket_id", how="left")
        .with_columns(team_id=pl.coalesce("new_team", "first_team", "team_id"))
        .sort("place")
    )
    return found.select(rows.columns)


def _after_work(changes: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """Changes, with whether an answer or a solve of their own second goes before them."""
    wrote = (pl.col("event_type") == "public_message") & (pl.col("actor_type") == "agent")
    solved = pl.col("new_status_group").is_in(["solved", "closed"])
    second = ["ticket_id", "occurred_at"]
    work = (
        staging["ticket_events"]
        .filter((wrote | solved).fill_null(False))
        .group_by(second)
        .agg(worked=pl.col("event_sequence").min())
    )
    is_after = (pl.col("worked") < pl.col("event_sequence")).fill_null(False)
    return changes.join(work, on=second, how="left", maintain_order="left").with_columns(
        is_after_work=is_after
    )


def add_tier(rows: pl.DataFrame, team: str, instant: str, staging: Staging) -> pl.DataFrame:
    """Rows with the tier that a team had at an instant, as `<team>_tier`.

    It is the lowest of those who were in it; with nobody the one before, at first the first.
    """
    versions = staging["agents"].sort("agent_id", "valid_from", nulls_last=False)
    is_first = pl.int_range(pl.len()).over("agent_id") == 0
    versions = versions.with_columns(
        since=pl.when(is_first).then(datetime.min).otherwise("valid_from"),
    )
    at = versions.select(moment="since").unique().join(versions, how="cross")
    members = (
        at.filter(pl.col("since") <= pl.col("moment"))
        .sort("since")
        .group_by("moment", "agent_id", maintain_order=True)
        .last()
        .drop_nulls(["team_id", "tier"])
    )
    tiers = members.group_by(pl.col("team_id").alias(team), "moment").agg(pl.col("tier").min())
    tiers = tiers.sort("moment")
    first = tiers.group_by(team, maintain_order=True).agg(first_tier=pl.col("tier").first())
    return (
        rows.with_row_index("place")
        .sort(instant)
        .join_asof(tiers, left_on=instant, right_on="moment", by=team, check_sortedness=False)
        .join(first, on=team, how="left")
        .sort("place")
        .with_columns(pl.coalesce("tier", "first_tier").alias(f"{team}_tier"))
        .drop("place", "moment", "tier", "first_tier", strict=False)
    )


def at_measured(kpis: Iterable[Kpi], staging: Staging) -> list[Kpi]:
    """KPIs of tickets, each row by the team of its own instant."""
    return [replace(kpi, rows=teams_at(kpi.rows, kpi.anchor, staging)) for kpi in kpis]


def asked_teams(asked: pl.DataFrame, changes: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """Surveys with the team that had the ticket at the solve before the question."""
    solves = changes.filter("is_solve").select("ticket_id", solved_at="occurred_at")
    owned = (
        asked.with_columns(asked_at=pl.coalesce("sent_at", "responded_at"))
        .sort("asked_at")
        .join_asof(
            solves.sort("solved_at"),
            left_on="asked_at",
            right_on="solved_at",
            by="ticket_id",
            check_sortedness=False,
        )
        .with_columns(owned_at=pl.coalesce("solved_at", "asked_at"))
    )
    return teams_at(owned, "owned_at", staging).drop("asked_at", "solved_at", "owned_at")
