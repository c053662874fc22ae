"""The catalogue of faults: which column of which table goes wrong, how often, and how."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Fault:
    """One kind of broken value in a share of the rows that have one."""

    column: str
    share: float
    value: pl.Expr
    only: pl.Expr | None = None


def moved(column: str, seconds: int) -> pl.Expr:
    """The timestamp of a column, moved."""
    moment = pl.col(column).str.to_datetime(TIME, strict=False)
    return (moment + pl.duration(seconds=seconds)).dt.strftime(TIME)


def day_before(column: str) -> pl.Expr:
    """The day before the date in a column."""
    return (pl.col(column).str.to_date(strict=False) - pl.duration(days=1)).cast(pl.String)


def with_offset(column: str, minutes: int, suffix: str) -> pl.Expr:
    """The same instant, written with an offset instead of Z."""
    moment = pl.col(column).str.to_datetime(TIME, strict=False)
    return (moment + pl.duration(minutes=minutes)).dt.strftime("%Y-%m-%dT%H:%M:%S") + suffix


def token(prefix: str, column: str, suffix: str = "") -> pl.Expr:
    """A recognisable value, different in each row."""
    return pl.lit(prefix) + pl.col(column) + pl.lit(suffix)


FUTURE = pl.lit("2031-05-05T05:05:05Z")
REPEATED = {
    "tickets": 0.004,
    "ticket_events": 0.003,
    "calls": 0.004,
    "surveys": 0.004,
    "help_center_events": 0.003,
    "orders": 0.003,
    "product_returns": 0.004,
    "customers": 0.002,
    "survey_answers": 0.004,
    "quality_reviews": 0.003,
}
FAULTS: dict[str, tuple[Fault, ...]] = {
    "quality_reviews": (
        Fault("score", 0.003, pl.lit("99")),
        Fault("reviewed_at", 0.002, pl.lit("31/02/2025 26:00")),
    ),
    "tickets": (
        Fault("created_at", 0.001, pl.lit("31/02/2025 26:00")),
        Fault("created_at", 0.001, FUTURE),
        Fault("created_at", 0.010, with_offset("created_at", 210, "+03:30")),
        Fault("created_at", 0.005, with_offset("created_at", -300, "-05:00")),
        Fault("solved_at", 0.002, pl.lit("n/a")),
        Fault("solved_at", 0.002, moved("created_at", -7200)),
        Fault("first_responded_at", 0.002, moved("created_at", -600)),
        Fault("reopen_count", 0.001, pl.lit("two")),
        Fault("is_spam", 0.001, pl.lit("maybe")),
        Fault("status", 0.001, pl.lit("parked")),
        Fault("channel", 0.003, pl.lit("fax")),
        Fault("channel", 0.002, pl.lit("  ")),
        Fault("priority", 0.002, pl.lit("")),
        Fault("priority", 0.001, pl.lit("P0")),
        Fault("customer_id", 0.002, token("C9", "customer_id")),
        Fault("customer_id", 0.001, token("mail.", "customer_id", "@example.com")),
        Fault("assignee_id", 0.002, pl.lit("A9999")),
        Fault("subject", 0.002, token('=HYPERLINK("https://example.com","', "subject", '")')),
        Fault("subject", 0.002, token("Two lines,\nwith \"quotes\": ", "subject")),
        Fault("subject", 0.002, token("سلام، ", "subject")),
        Fault("topic_name", 0.001, token("+1+cmd|' ", "topic_name")),
        Fault("topic_name", 0.001, token("پرسش، ", "topic_name")),
        Fault("topic_name", 0.001, token('Topic, "quoted"\n', "topic_name")),
    ),
    "ticket_events": (
        Fault("occurred_at", 0.001, pl.lit("yesterday")),
        Fault("occurred_at", 0.001, FUTURE),
        Fault("occurred_at", 0.004, with_offset("occurred_at", 120, "+02:00")),
        Fault("occurred_at", 0.001, moved("occurred_at", -9 * 86_400),
              pl.col("actor_type").eq("agent") & pl.col("event_type").eq("public_message")),
        Fault("ticket_id", 0.001, token("T9", "ticket_id")),
        Fault("actor_id", 0.001, pl.lit("A9998"), pl.col("actor_type").eq("agent")),
        Fault("work_seconds", 0.002, pl.lit("ten minutes")),
        Fault("work_seconds", 0.002, pl.lit("-60")),
        Fault("new_value", 0.001, pl.lit("parked"), pl.col("event_type").eq("status_change")
              & pl.col("new_value").eq("pending")),
    ),
    "calls": (
        Fault("started_at", 0.002, pl.lit("0000-00-00 00:00:00")),
        Fault("answered_at", 0.003, moved("queued_at", -90)),
        Fault("wait_seconds", 0.003, pl.lit("-5")),
        Fault("wait_seconds", 0.003, (pl.col("wait_seconds").cast(pl.Int64) + 600).cast(pl.String)),
        Fault("talk_seconds", 0.002, pl.lit("4 min")),
        Fault("outcome", 0.002, pl.lit("rerouted"), pl.col("outcome").eq("missed")),
        Fault("agent_id", 0.002, pl.lit("A9997")),
        Fault("customer_id", 0.003, pl.lit("+999555") + pl.col("customer_id").str.slice(1)),
        Fault("customer_id", 0.003, token("C9", "customer_id")),
        Fault("ended_at", 0.003, with_offset("ended_at", 120, "+02:00")),
    ),
    "surveys": (
        Fault("score", 0.004, pl.lit("9"), pl.col("scale_max").eq("5")),
        Fault("score", 0.003, pl.lit("11"), pl.col("survey_type").eq("nps")),
        Fault("score", 0.002, pl.lit("great")),
        Fault("responded_at", 0.002, FUTURE),
        Fault("survey_type", 0.001, pl.lit(" ")),
        Fault("agent_id", 0.003, pl.lit("A9996")),
        Fault("comment", 0.010, token("=1+1; ", "comment")),
        Fault("comment", 0.010, token('He said "no",\nand left: ', "comment")),
    ),
    "orders": (
        Fault("ordered_at", 0.002, pl.lit("2025-13-45")),
        Fault("units", 0.003, pl.lit("-1")),
        Fault("amount", 0.003, pl.lit("12,50 EUR")),
        Fault("customer_id", 0.003, token("C9", "customer_id")),
        Fault("shipped_at", 0.003, moved("ordered_at", -86_400)),
        Fault("status", 0.002, pl.lit("lost")),
    ),
    "product_returns": (
        Fault("received_at", 0.004, pl.lit("soon")),
        Fault("order_id", 0.004, token("O9", "order_id")),
        Fault("reason", 0.004, pl.lit("other reason")),
    ),
    "help_center_events": (
        Fault("occurred_at", 0.001, FUTURE),
        Fault("occurred_at", 0.001, pl.lit("1735689600")),
        Fault("results_count", 0.004, pl.lit("many")),
        Fault("event_type", 0.001, pl.lit("scroll")),
        Fault("customer_id", 0.001, token("C9", "customer_id")),
    ),
    "customers": (
        Fault("active_to", 0.010, day_before("active_from")),
        Fault("active_from", 0.002, pl.lit("long ago")),
        Fault("country", 0.004, pl.lit(" ")),
    ),
    "agent_shifts": (
        Fault("started_at", 0.001, pl.lit("early")),
        Fault("agent_id", 0.001, pl.lit("A9995")),
        Fault("ended_at", 0.001, moved("started_at", -600)),
    ),
}  # fmt: skip
