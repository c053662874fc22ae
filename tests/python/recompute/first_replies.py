"""When a customer asked, who answered first, and where the clock of that answer starts."""

import polars as pl

from tests.python.recompute.frames import Staging

# Messages follow the clock; within one instant the order of the source decides.
ORDER = ["ticket_id", "occurred_at", "event_sequence"]


def first_replies(staging: Staging, replies: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Per ticket: first reply and first touch, and where the clocks of both views start."""
    tickets = staging["tickets"].select("ticket_id", "created_at", "first_responded_at")
    asked = asked_at(staging)
    # What the desk wrote before the customer asked answers nothing.
    answers = replies.join(asked, on="ticket_id").filter(
        ~pl.col("is_opened_by_desk") | (pl.col("occurred_at") >= pl.col("asked_at")).fill_null(True)
    )
    is_early = (pl.col("occurred_at") <= pl.col("created_at")) & ~pl.col("is_opened_by_desk")
    by_event = answers.group_by("ticket_id", maintain_order=True).agg(
        told_reply_at=pl.col("occurred_at").first(), is_broken=is_early.any()
    )
    known = (
        tickets.join(asked, on="ticket_id")
        .join(by_event, on="ticket_id", how="left")
        .with_columns(
            first_reply_at=pl.coalesce(
                "told_reply_at",
                pl.when(
                    ~pl.col("is_opened_by_desk")
                    | (pl.col("first_responded_at") >= pl.col("asked_at")).fill_null(True)
                ).then("first_responded_at"),
            )
        )
    )
    is_column = pl.col("told_reply_at").is_null()
    known = known.with_columns(
        is_broken=(is_column & (pl.col("first_reply_at") <= pl.col("created_at"))).fill_null(False)
        | pl.col("is_broken").fill_null(False)
    ).with_columns(first_reply_at=pl.when(~pl.col("is_broken")).then("first_reply_at"))
    return (
        known.join(_reopened_after_bot(known, changes), on="ticket_id", how="left")
        .join(_reopened_nobody_knows_when(known, changes), on="ticket_id", how="left")
        .join(_handed_over_by_bot(known, staging), on="ticket_id", how="left")
        .join(_first_touches(known, staging), on="ticket_id", how="left")
        .with_columns(
            is_clock_lost=pl.col("solved_at").is_not_null() & pl.col("reopened_at").is_null()
        )
        .with_columns(
            clock_start=pl.when(~pl.col("is_clock_lost")).then(
                pl.coalesce("reopened_at", "asked_at")
            )
        )
        .with_columns(
            team_view_start=pl.when(pl.col("clock_start").is_not_null()).then(
                pl.max_horizontal("clock_start", "handed_over_at")
            )
        )
        .select(
            "ticket_id",
            "first_reply_at",
            "clock_start",
            "is_clock_lost",
            "team_view_start",
            "first_touch_at",
            "is_broken",
            "is_opened_by_desk",
            is_told_by_column=pl.col("told_reply_at").is_null()
            & pl.col("first_reply_at").is_not_null(),
        )
    )


def asked_at(staging: Staging) -> pl.DataFrame:
    """When the customer asked: at the creation; where the desk began, when he wrote, if ever."""
    said = (
        staging["ticket_events"]
        .filter((pl.col("event_type") == "public_message") & pl.col("is_public").fill_null(True))
        .join(staging["tickets"].select("ticket_id", "created_at", "channel"), on="ticket_id")
    )
    is_customer = pl.col("actor_type") == "customer"
    is_person = (pl.col("actor_type") == "agent") & ~pl.col("is_automated").fill_null(False)
    lead = (pl.col("created_at") - pl.col("occurred_at")).dt.total_microseconds() / 60e6
    # A greeting is part of the session that it opens.
    gap = pl.col("channel").replace_strict(staging.session_gaps, default=None)
    early = (lead >= 0) & (lead < gap)
    is_greeting = ~is_customer & (
        (is_person & (pl.col("occurred_at") == pl.col("created_at")))
        | (early & pl.col("channel").is_in(["chat", "video"]))
    )
    spoken = said.group_by("ticket_id").agg(
        question_at=pl.col("occurred_at").filter(is_customer).min(),
        is_greeted=is_greeting.fill_null(False).any(),
    )
    is_typed = pl.col("created_by_type") == "agent"
    is_greeted = pl.col("is_greeted") & (pl.col("question_at") > pl.col("created_at"))
    return (
        staging["tickets"]
        .join(spoken, on="ticket_id", how="left")
        .with_columns(
            is_opened_by_desk=pl.col("delivered_direction").ne_missing("outbound")
            & (is_typed | is_greeted.fill_null(False))
        )
        .select(
            "ticket_id",
            "is_opened_by_desk",
            asked_at=pl.when("is_opened_by_desk")
            .then(
                pl.when(pl.col("question_at").is_not_null()).then(
                    pl.max_horizontal("question_at", "created_at")
                )
            )
            .otherwise("created_at"),
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


def _reopened_nobody_knows_when(known: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Answered after a bot's solve, and only the next solve tells of a reopening."""
    by_bot = pl.col("is_solve") & (pl.col("actor_type") == "bot")
    return (
        changes.with_columns(
            solved_at=pl.when(by_bot).then("occurred_at").forward_fill().over("ticket_id")
        )
        .filter("is_untold")
        .join(known, on="ticket_id")
        .filter(
            (pl.col("solved_at") < pl.col("first_reply_at"))
            & (pl.col("first_reply_at") < pl.col("occurred_at"))
        )
        .group_by("ticket_id")
        .agg(pl.col("solved_at").first())
    )


def _handed_over_by_bot(known: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    events = staging["ticket_events"].join(known, on="ticket_id")
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
