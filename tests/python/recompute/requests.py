"""Requests to people, and those that nobody answered in time."""

import polars as pl

from tests.python.recompute.clock import BusinessClock
from tests.python.recompute.fcr import bot_only
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, ratio


def missed_kpis(
    staging: Staging,
    tickets: pl.DataFrame,
    changes: pl.DataFrame,
    replies: pl.DataFrame,
    stream: pl.DataFrame,
    calls: pl.DataFrame,
    clock: BusinessClock,
) -> list[Kpi]:
    """Share of requests without a person's answer in time.

    What a bot solved never reached people, unless a call beside it did; who hung up in the queue is
    counted as abandoned. Of a phone ticket the call is the request: without it nobody can tell.
    """
    asked = (
        stream.join(
            bot_only(staging, tickets, changes).with_columns(is_by_bot=pl.lit(True)),
            on="ticket_id",
            how="left",
        )
        .filter(pl.col("asked_by_call") | pl.col("is_by_bot").is_null())
        .filter(~(pl.col("ticket_id").is_null() & pl.col("is_no_request")))
        .filter(pl.col("has_call") | (pl.col("channel") != "phone"))
        .join(tickets.select("ticket_id", "schedule_id", "is_broken"), on="ticket_id", how="left")
        .join(_first_written(replies, tickets), on="ticket_id", how="left")
        .join(_called_later(stream, calls), on="contact_id", how="left")
        .with_columns(
            schedule=pl.col("schedule_id").fill_null(clock.default),
            answered=pl.min_horizontal(
                "written_at",
                "picked_up_at",
                pl.when(pl.col("picked_up_at").is_null()).then(
                    pl.min_horizontal("called_back_at", "called_later_at")
                ),
            ),
            as_of=pl.lit(staging.as_of),
            # Missed is charged to whom the customer asked, not to who helped out.
            team_id="asked_team",
        )
    )
    limit = staging.variables.missed_after_business_hours * 3600
    waited = clock.seconds(asked["schedule"], asked["contacted_at"], asked["answered"])
    passed = clock.seconds(asked["schedule"], asked["contacted_at"], asked["as_of"])
    asked = asked.with_columns(waited=waited, passed=passed)
    is_session = pl.col("ticket_id").is_null() & (pl.col("media") != "voice")
    is_over = (pl.col("passed") >= limit) | is_session
    # After its session an answer does not help a chat any more.
    in_time = pl.when(is_session).then(pl.col("picked_up_at").is_not_null())
    # A reply with a broken clock is one; when it came, nobody knows.
    was_answered = (pl.col("waited") <= limit).fill_null(False) | pl.col("is_broken").fill_null(
        False
    )
    in_time = in_time.otherwise(was_answered)
    ever = pl.col("answered").is_not_null() | pl.col("is_broken").fill_null(False)
    counted = asked.filter(is_over)
    return [
        ratio("missed_rate", counted, "contacted_at", ~in_time),
        ratio("never_answered_rate", counted, "contacted_at", ~ever),
    ]


def _called_later(stream: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """The first answered call to the customer of a request by telephone or chat, after it."""
    reached = calls.filter((pl.col("direction") == "outbound") & (pl.col("outcome") == "answered"))
    later = reached.select("customer_id", at=pl.coalesce("answered_at", "started_at"))
    return (
        stream.filter("has_call")
        .join(later, on="customer_id")
        .filter(pl.col("at") > pl.col("contacted_at"))
        .group_by("contact_id")
        .agg(called_later_at=pl.col("at").min())
    )


def _first_written(replies: pl.DataFrame, tickets: pl.DataFrame) -> pl.DataFrame:
    """First reply after creation; where none was delivered, the ticket's own column tells it.

    A ticket that an agent typed for a customer was spoken about.
    """
    later = replies.filter(pl.col("occurred_at") > pl.col("created_at"))
    by_event = later.group_by("ticket_id").agg(written_at=pl.col("occurred_at").min())
    by_column = tickets.filter("is_told_by_column").select("ticket_id", written_at="first_reply_at")
    by_agent = tickets.filter((pl.col("created_by_type") == "agent") & ~pl.col("is_phone"))
    typed = by_agent.select("ticket_id", written_at="created_at")
    return (
        pl.concat([by_event, by_column, typed])
        .group_by("ticket_id")
        .agg(pl.col("written_at").min())
    )
