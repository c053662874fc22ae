"""Messages: who waited for whom, the first reply, and the start of its clock."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.first_replies import ORDER, asked_at
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, ratio

CUSTOMER, REPLY, SOLVE = "customer", "reply", "solve"
AFTER_ALL = 1_000_000_000


def public_replies(staging: Staging) -> pl.DataFrame:
    """Public messages of people who are not the requester, in the order of their ticket."""
    bots = staging["agents"].filter("is_bot")["agent_id"].to_list()
    requesters = staging["tickets"].select("ticket_id", "created_at", requester="customer_id")
    return (
        staging["ticket_events"]
        .filter(
            (pl.col("event_type") == "public_message")
            & (pl.col("actor_type") == "agent")
            & pl.col("is_public").fill_null(True)
            & ~pl.col("is_automated").fill_null(False)
            & ~pl.col("actor_id").is_in(bots).fill_null(False)
        )
        .join(requesters, on="ticket_id")
        .filter(pl.col("actor_id").ne_missing(pl.col("requester")))
        .sort(ORDER, nulls_last=True)
    )


def waits(
    staging: Staging, replies: pl.DataFrame, changes: pl.DataFrame, solve_times: pl.DataFrame
) -> pl.DataFrame:
    """One row per wait of a customer: since when, how it ended and whether it was the first.

    A wait starts with the oldest unanswered customer message; the next reply or solve ends it.
    """
    solve_events = changes.filter("is_solve")
    solved_by_column = solve_times.filter(pl.col("told_solved_at").is_not_null()).join(
        solve_events, on="ticket_id", how="anti"
    )
    asked = asked_at(staging)
    created = (
        staging["tickets"]
        .join(asked.filter("is_opened_by_desk"), on="ticket_id", how="anti")
        .filter(pl.col("delivered_direction").ne_missing("outbound"))
        .select(
            "ticket_id",
            event_sequence=pl.lit(0, pl.Int64),
            occurred_at="created_at",
            kind=pl.lit(CUSTOMER),
        )
    )
    messages = staging["ticket_events"].filter(
        (pl.col("event_type") == "public_message")
        & (pl.col("actor_type") == "customer")
        & pl.col("is_public").fill_null(True)
    )
    # What is dated before the creation belongs to it.
    opened = staging["tickets"].select("ticket_id", "created_at")
    messages = messages.join(opened, on="ticket_id").filter(
        pl.col("occurred_at") > pl.col("created_at")
    )
    columns = ["ticket_id", pl.col("event_sequence").cast(pl.Int64), "occurred_at"]
    story = pl.concat(
        [
            created,
            messages.select(*columns, kind=pl.lit(CUSTOMER)),
            # When a reply with a broken clock was written, nobody knows.
            replies.filter(pl.col("occurred_at") > pl.col("created_at")).select(
                *columns, kind=pl.lit(REPLY)
            ),
            solve_events.select(*columns, kind=pl.lit(SOLVE)),
            solved_by_column.select(
                "ticket_id",
                event_sequence=pl.lit(AFTER_ALL, pl.Int64),
                occurred_at="told_solved_at",
                kind=pl.lit(SOLVE),
            ),
        ]
    ).join(staging["tickets"].select("ticket_id"), on="ticket_id", how="semi")
    ends = pl.col("kind").is_in([REPLY, SOLVE])
    turns = (
        story.sort(ORDER, nulls_last=True)
        .with_columns(turn=ends.cast(pl.Int64).cum_sum().over("ticket_id") - ends.cast(pl.Int64))
        .group_by("ticket_id", "turn", maintain_order=True)
        .agg(
            waiting_since=pl.col("occurred_at").filter(pl.col("kind") == CUSTOMER).first(),
            starts_with_creation=(pl.col("event_sequence") == 0).any(),
            ended_at=pl.col("occurred_at").filter(ends).first(),
            ended_by=pl.col("kind").filter(ends).first(),
        )
    )
    return turns.filter(pl.col("waiting_since").is_not_null())


def turn_kpis(staging: Staging, tickets: pl.DataFrame, replies: pl.DataFrame) -> list[Kpi]:
    """How often the customer spoke, and people answered, until an inbound ticket was solved.

    Messages of the customer in a row within a while are one turn; creation is the first.
    """
    handled = tickets.filter(
        pl.col("is_in_scope") & pl.col("is_inbound") & pl.col("is_solved")
    ).select("ticket_id", "channel", "team_id", "created_at", "last_solved_at")
    # Greeted by the desk, the customer has not said anything yet; for whom it types, he has.
    greeted = asked_at(staging).filter("is_opened_by_desk")
    typed = staging["tickets"].filter(pl.col("created_by_type") == "agent")
    greeted = greeted.join(typed, on="ticket_id", how="anti")
    events = staging["ticket_events"].join(
        staging["tickets"].select("ticket_id", requester="customer_id"), on="ticket_id"
    )
    speaks = (pl.col("actor_type") == "customer") | (pl.col("actor_id") == pl.col("requester"))
    spoken = events.filter(
        (pl.col("event_type") == "public_message")
        & pl.col("is_public").fill_null(True)
        & speaks.fill_null(False)
    )
    columns = ["ticket_id", pl.col("event_sequence").cast(pl.Int64), "occurred_at"]
    written = replies.select(*columns, kind=pl.lit(REPLY))
    said = pl.concat([spoken.select(*columns, kind=pl.lit(CUSTOMER)), written])
    story = pl.concat(
        [
            handled.join(greeted, on="ticket_id", how="anti").select(
                "ticket_id",
                event_sequence=pl.lit(0, pl.Int64),
                occurred_at="created_at",
                kind=pl.lit(CUSTOMER),
            ),
            said.join(handled, on="ticket_id")
            .filter(pl.col("occurred_at") > pl.col("created_at"))
            .select("ticket_id", "event_sequence", "occurred_at", "kind"),
        ]
    ).sort(ORDER, nulls_last=True)
    gap = pl.col("occurred_at") - pl.col("occurred_at").shift()
    is_new = pl.col("kind").shift().ne_missing(CUSTOMER) | (
        gap > timedelta(minutes=staging.variables.turn_gap_minutes)
    )
    turns = (
        story.with_columns(is_new=is_new.over("ticket_id"))
        .group_by("ticket_id")
        .agg(
            turns=((pl.col("kind") == CUSTOMER) & pl.col("is_new")).sum(),
            answers=(pl.col("kind") == REPLY).sum(),
        )
    )
    counted = handled.join(turns, on="ticket_id")
    return [
        ratio("replies_per_ticket", counted, "last_solved_at", pl.col("turns"), "mean"),
        ratio("agent_replies_per_ticket", counted, "last_solved_at", pl.col("answers"), "mean"),
    ]
