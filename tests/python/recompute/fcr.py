"""First-contact resolution of issues."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.contacts import call_tickets
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, ratio
from tests.python.recompute.teams import add_tier


def first_contacts(
    staging: Staging,
    stream: pl.DataFrame,
    pairs: pl.DataFrame,
    waits: pl.DataFrame,
    changes: pl.DataFrame,
    tickets: pl.DataFrame,
    calls: pl.DataFrame,
) -> pl.DataFrame:
    """First contacts of issues that can be judged, with whether they settled it."""
    solve_time = timedelta(days=staging.variables.fcr_solve_days)
    quiet = timedelta(days=staging.variables.fcr_window_days)
    quiet_until = pl.max_horizontal("contacted_at", "solved_at") + quiet
    ended = pairs.filter(pl.col("next_at") <= quiet_until)
    by_bot = bot_only(staging, tickets, changes)
    opened = (
        stream.filter(
            pl.col("customer_id").is_not_null()
            & pl.col("is_judgeable")
            & (pl.col("contacted_at") + solve_time + quiet <= staging.as_of)
            & ~pl.col("contact_id").is_in(ended["next_id"].unique().to_list())
        )
        .join(by_bot, on="ticket_id", how="anti", nulls_equal=False)
        .join(_answers(staging, waits, tickets), on="ticket_id", how="left")
        .join(_handovers(staging, tickets), on="ticket_id", how="left")
        .join(_reopenings(changes, tickets, quiet), on="ticket_id", how="left")
        .join(_later_calls(staging, stream, tickets, calls), on="contact_id", how="left")
        .with_columns(
            has_come_back=pl.col("contact_id").is_in(ended["contact_id"].unique().to_list()),
            is_solved=(pl.col("solved_at") <= pl.col("contacted_at") + solve_time).fill_null(False),
        )
    )
    return opened.with_columns(
        is_settled=pl.col("is_solved")
        & (pl.col("answers").fill_null(0) <= 1)
        & ~pl.col("is_handed_over")
        & ~pl.col("is_callback")
        & ~pl.col("was_passed_on").fill_null(False)
        & ~pl.col("was_reopened").fill_null(False)
        & ~pl.col("has_come_back")
        & ~(pl.col("called_again_at") <= pl.col("solved_at") + quiet).fill_null(False)
    )


def fcr_kpis(first: pl.DataFrame) -> list[Kpi]:
    """Of received issues, and of the solved ones."""
    solved = first.filter(pl.col("solved_at").is_not_null())
    settled = pl.col("is_settled")
    return [
        ratio("fcr_rate", first, "contacted_at", settled),
        ratio("fcr_rate_of_resolved", solved, "contacted_at", settled),
    ]


def bot_only(staging: Staging, tickets: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Tickets that a bot solved and for which no person wrote or solved."""
    by_bot = changes.filter(pl.col("is_solve") & (pl.col("actor_type") == "bot"))
    by_person = changes.filter(pl.col("is_solve") & (pl.col("actor_type") == "agent"))
    answered = tickets.filter(pl.col("first_reply_at").is_not_null())
    wrote = staging["ticket_events"].filter(
        (pl.col("event_type") == "public_message") & (pl.col("actor_type") == "agent")
    )
    people = pl.concat([frame.select("ticket_id") for frame in (by_person, answered, wrote)])
    return by_bot.select("ticket_id").unique().join(people, on="ticket_id", how="anti")


def _answers(staging: Staging, waits: pl.DataFrame, tickets: pl.DataFrame) -> pl.DataFrame:
    """Contacts that were answered before the solve: a session of a live channel is one."""
    solves = tickets.select("ticket_id", "first_solved_at", "is_phone", "channel")
    was_answered = pl.col("ended_by") == "reply"
    silence = pl.col("waiting_since") - pl.when(was_answered).then("ended_at").shift(1).over(
        "ticket_id", order_by="waiting_since"
    )
    gap = pl.col("channel").replace_strict(staging.session_gaps, default=None)
    in_session = (silence.dt.total_microseconds() < gap * 60e6).fill_null(False)
    answered = (
        waits.join(solves, on="ticket_id")
        .with_columns(in_session=in_session)
        .filter(
            was_answered
            & (pl.col("ended_at") <= pl.col("first_solved_at"))
            & ~(pl.col("is_phone") & pl.col("starts_with_creation"))
        )
        .group_by("ticket_id")
        .agg(answers=(~pl.col("in_session")).sum())
    )
    # The call that a phone ticket notes was the first contact.
    called = solves.filter("is_phone").select("ticket_id", answers=pl.lit(1, pl.UInt32))
    return pl.concat([answered, called]).group_by("ticket_id").agg(pl.col("answers").sum())


def _handovers(staging: Staging, tickets: pl.DataFrame) -> pl.DataFrame:
    """Tickets that an agent passed to another group (or tier) before the solve."""
    moves = staging["ticket_events"].filter(
        (pl.col("event_type") == "team_change")
        & (pl.col("actor_type") == "agent")
        & pl.col("old_value").ne_missing(pl.col("new_value"))
    )
    if staging.variables.fcr_allow_same_tier_transfer:
        for team in ("old_value", "new_value"):
            moves = add_tier(moves, team, "occurred_at", staging)
        moves = moves.filter(pl.col("old_value_tier").ne_missing(pl.col("new_value_tier")))
    return (
        moves.join(tickets.select("ticket_id", "first_solved_at"), on="ticket_id")
        .filter((pl.col("occurred_at") <= pl.col("first_solved_at")).fill_null(True))
        .select("ticket_id", was_passed_on=pl.lit(True))
        .unique()
    )


def _reopenings(changes: pl.DataFrame, tickets: pl.DataFrame, quiet: timedelta) -> pl.DataFrame:
    """A reopening before the first solve that is told undid a solve at an unknown time."""
    return (
        changes.filter("is_reopen")
        .join(tickets.select("ticket_id", "first_solved_at"), on="ticket_id")
        .filter(pl.col("occurred_at") <= pl.col("first_solved_at") + quiet)
        .select("ticket_id", was_reopened=pl.lit(True))
        .unique()
    )


def _later_calls(
    staging: Staging, stream: pl.DataFrame, tickets: pl.DataFrame, calls: pl.DataFrame
) -> pl.DataFrame:
    """When the customer called again about a ticket, too late to be part of the first contact."""
    window = timedelta(minutes=staging.variables.contact_link_minutes)
    started = calls.select(root="call_id", called_again_at="started_at")
    return (
        call_tickets(staging, tickets, calls)
        .join(started, on="root")
        .join(stream, left_on="linked_id", right_on="ticket_id")
        .filter(pl.col("called_again_at") > pl.col("contacted_at") + window)
        .group_by("contact_id")
        .agg(pl.col("called_again_at").min())
    )
