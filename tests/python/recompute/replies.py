"""Messages: who waited for whom, the first reply, and the start of its clock."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, ratio

CUSTOMER, REPLY, SOLVE = "customer", "reply", "solve"
AFTER_ALL = 1_000_000_000
ORDER = ["ticket_id", "event_sequence", "occurred_at"]


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
        .sort(ORDER)
    )


def waits(
    staging: Staging, replies: pl.DataFrame, changes: pl.DataFrame, solve_times: pl.DataFrame
) -> pl.DataFrame:
    """One row per wait of a customer: since when, how it ended and whether it was the first.

    A wait starts with the oldest unanswered customer message; the next reply or solve ends it.
    """
    solve_events = changes.filter("is_solve")
    solved_by_column = solve_times.filter(pl.col("first_solved_at").is_not_null()).join(
        solve_events, on="ticket_id", how="anti"
    )
    created = (
        staging["tickets"]
        .filter(pl.col("created_by_type") != "agent")
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
                occurred_at="first_solved_at",
                kind=pl.lit(SOLVE),
            ),
        ]
    ).join(staging["tickets"].select("ticket_id"), on="ticket_id", how="semi")
    ends = pl.col("kind").is_in([REPLY, SOLVE])
    turns = (
        story.sort(ORDER)
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
            handled.select(
                "ticket_id",
                event_sequence=pl.lit(0, pl.Int64),
                occurred_at="created_at",
                kind=pl.lit(CUSTOMER),
            ),
            said.join(handled, on="ticket_id")
            .filter(pl.col("occurred_at") > pl.col("created_at"))
            .select("ticket_id", "event_sequence", "occurred_at", "kind"),
        ]
    ).sort("ticket_id", "occurred_at", "event_sequence")
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


def first_replies(staging: Staging, replies: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Per ticket: first reply and first touch, and where the clocks of both views start."""
    tickets = staging["tickets"].select("ticket_id", "created_at", "first_responded_at")
    by_event = replies.group_by("ticket_id", maintain_order=True).agg(
        told_reply_at=pl.col("occurred_at").first(),
        is_broken=(pl.col("occurred_at") <= pl.col("created_at")).any(),
    )
    known = tickets.join(by_event, on="ticket_id", how="left").with_columns(
        first_reply_at=pl.coalesce("told_reply_at", "first_responded_at")
    )
    known = known.with_columns(
        is_broken=(pl.col("first_reply_at") <= pl.col("created_at")).fill_null(False)
        | pl.col("is_broken").fill_null(False)
    ).with_columns(first_reply_at=pl.when(~pl.col("is_broken")).then("first_reply_at"))
    return (
        known.join(_reopened_after_bot(known, changes), on="ticket_id", how="left")
        .join(_handed_over_by_bot(known, staging), on="ticket_id", how="left")
        .join(_first_touches(known, staging), on="ticket_id", how="left")
        .with_columns(clock_start=pl.coalesce("reopened_at", "created_at"))
        .with_columns(team_view_start=pl.max_horizontal("clock_start", "handed_over_at"))
        .select(
            "ticket_id",
            "first_reply_at",
            "clock_start",
            "team_view_start",
            "first_touch_at",
            "is_broken",
            is_told_by_column=pl.col("told_reply_at").is_null()
            & pl.col("first_reply_at").is_not_null(),
        )
    )


def _reopened_after_bot(known: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    solver = pl.when("is_solve").then("actor_type").forward_fill().over("ticket_id")
    return (
        changes.with_columns(solver=solver)
        .filter(pl.col("is_reopen") & (pl.col("solver") == "bot"))
        .join(known, on="ticket_id")
        .filter(pl.col("occurred_at") < pl.col("first_reply_at"))
        .group_by("ticket_id")
        .agg(reopened_at=pl.col("occurred_at").max())
    )


def _handed_over_by_bot(known: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    events = staging["ticket_events"].join(known, on="ticket_id").sort(ORDER)
    before = events.filter(pl.col("occurred_at") < pl.col("first_reply_at"))
    spoke = before.filter(
        (pl.col("event_type") == "public_message") & (pl.col("actor_type") == "bot")
    )
    return (
        before.filter(pl.col("event_type") == "bot_handoff")
        .join(spoke.select("ticket_id"), on="ticket_id", how="semi")
        .group_by("ticket_id")
        .agg(handed_over_at=pl.col("occurred_at").min())
    )


def _first_touches(known: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    is_touch = (pl.col("event_type") == "auto_reply") | (
        (pl.col("event_type") == "public_message") & (pl.col("actor_type") != "customer")
    )
    return (
        staging["ticket_events"]
        .filter(is_touch)
        .join(known, on="ticket_id")
        .filter(~pl.col("is_broken"))
        .group_by("ticket_id")
        .agg(first_touch_at=pl.col("occurred_at").min())
    )
