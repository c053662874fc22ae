"""How long the first reply took after the ticket had been given to somebody."""

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, duration

KINDS = {"assignment": "agent", "team_change": "team"}


def response_after_assignment(staging: Staging, tickets: pl.DataFrame) -> list[Kpi]:
    """From the last agent before the first reply, else the last team."""
    answered = tickets.filter(
        pl.col("first_response_seconds").is_not_null() | pl.col("is_answered_some_time")
    )
    before = (
        _holders(staging)
        .join(answered.select("ticket_id", "first_reply_at"), on="ticket_id")
        .filter(pl.col("since") <= pl.col("first_reply_at"))
    )
    given = before.group_by("ticket_id").agg(
        agent_at=pl.col("since").filter(pl.col("kind") == "agent").max(),
        team_at=pl.col("since").filter(pl.col("kind") == "team").max(),
    )
    held = pl.col("first_reply_at") - pl.coalesce("agent_at", "team_at")
    rows = answered.join(given, on="ticket_id").with_columns(
        held_seconds=held.dt.total_microseconds() / 1e6
    )
    waited = rows.filter(pl.col("held_seconds") > 0)
    return duration("response_time_after_assignment", waited, "first_reply_at", "held_seconds")


def _holders(staging: Staging) -> pl.DataFrame:
    """Who had a ticket since when, people and teams; the first change tells who had it at first."""
    bots = staging["agents"].filter("is_bot")["agent_id"].unique().to_list()
    created = staging["tickets"].select("ticket_id", "created_at")
    moves = (
        staging["ticket_events"]
        .filter(pl.col("event_type").is_in(list(KINDS)))
        .sort("ticket_id", "event_sequence", "occurred_at", "event_id", nulls_last=True)
        .join(created, on="ticket_id", maintain_order="left")
        .with_columns(kind=pl.col("event_type").replace_strict(KINDS))
    )
    at = pl.max_horizontal("occurred_at", "created_at").cum_max().over("ticket_id", "kind")
    later = moves.select("ticket_id", "kind", holder="new_value", since=at)
    first = moves.group_by("ticket_id", "kind", maintain_order=True).agg(
        holder=pl.col("old_value").first(), since=pl.col("created_at").first()
    )
    held = pl.concat([later, first.select(later.columns)])
    return held.filter(pl.col("holder").is_not_null() & ~pl.col("holder").is_in(bots))
