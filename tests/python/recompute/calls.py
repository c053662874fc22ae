"""Live channels: who was offered, who hung up, how long people waited and talked."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.call_rows import with_roles, with_roots
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, duration, ratio
from tests.python.recompute.tickets import canonical_customers

CHANNELS = {"voice": "phone", "chat": "chat", "video": "video"}
# Nor is an outcome that nobody can read.
NEVER_OFFERED = ["ivr_only", "flow_out", "phantom", "other"]
# The end of these is the end of the wait: that of a voicemail is not.
WAITED_TO_THE_END = ["abandoned", "flow_out", "missed"]


def scoped_calls(staging: Staging) -> pl.DataFrame:
    """Calls that are real, with their root, wait, and what became of them."""
    tests = staging["agents"].group_by("agent_id").agg(is_test_agent=pl.col("is_test").any())
    calls = (
        with_roles(with_roots(staging), staging.variables.wait_tolerance_seconds)
        .join(canonical_customers(staging), on="customer_id", how="left")
        .join(tests, on="agent_id", how="left")
        .with_columns(customer_id=pl.coalesce("survivor", "customer_id"))
        .filter(
            ~(pl.col("is_test") | pl.col("is_test_customer").fill_null(False)).any().over("root")
            & ~pl.col("is_test_agent").fill_null(False)
            & (pl.col("outcome") != "phantom")
        )
        .with_columns(channel=pl.col("media").replace_strict(CHANNELS, default="other"))
    )
    over_at = pl.coalesce(
        "callback_accepted_at",
        "answered_at",
        pl.when(pl.col("outcome").is_in(WAITED_TO_THE_END)).then("ended_at"),
    )
    waited = over_at - pl.coalesce("rung_since", "queued_at")
    wait = pl.coalesce("wait_seconds", _since(waited, staging))
    is_hang_up = (pl.col("outcome") == "abandoned") & pl.col("callback_accepted_at").is_null()
    is_queued = pl.col("queued_at").is_not_null() | (pl.col("outcome") != "failed")
    is_told_here = ~pl.col("is_ring") & ~pl.col("is_offered_elsewhere")
    return (
        calls.with_columns(
            wait=wait,
            entered_at=pl.coalesce("rung_since", "queued_at", "started_at"),
            is_in_queue=(pl.col("direction") == "inbound")
            & ~pl.col("is_after_hours")
            & is_queued
            & is_told_here
            & ~pl.col("outcome").is_in(["ivr_only", "phantom", "other"]),
        )
        .with_columns(waited_in_all=_waits_together())
        .with_columns(
            is_short=is_hang_up
            & (pl.col("waited_in_all") < staging.variables.short_abandon_seconds).fill_null(False)
        )
        .with_columns(
            is_offered=pl.col("is_in_queue")
            & ~pl.col("is_short")
            & ~pl.col("outcome").is_in(NEVER_OFFERED)
        )
        .with_columns(
            is_abandoned=pl.col("is_offered") & is_hang_up,
            is_answered=pl.col("is_offered") & (pl.col("outcome") == "answered"),
        )
    )


def _since(elapsed: pl.Expr, staging: Staging) -> pl.Expr:
    """Seconds of a span; what two clocks may differ by is 0, more is unknown."""
    seconds = elapsed.dt.total_microseconds() / 1e6
    return pl.when(seconds >= -staging.variables.wait_tolerance_seconds).then(
        pl.max_horizontal(seconds, pl.lit(0.0))
    )


def _waits_together() -> pl.Expr:
    """The waits in all queues of the call up to this one; unknown where one of them is."""
    queued = pl.when("is_in_queue")
    order = {"order_by": ["entered_at", "call_id"]}
    waits = queued.then(pl.col("wait").fill_null(0)).cum_sum().over("root", **order)
    unknown = queued.then(pl.col("wait").is_null().cast(pl.Int64))
    return pl.when(unknown.cum_sum().over("root", **order) == 0).then(waits)


def handled_calls(calls: pl.DataFrame) -> pl.DataFrame:
    """One row per inbound call that a person answered, the effort of its legs added up."""
    wrap = pl.col("wrap_seconds").fill_null(0)
    legs = calls.filter(
        (pl.col("direction") == "inbound")
        & (pl.col("outcome") == "answered")
        & pl.col("talk_seconds").is_not_null()
        & ~pl.col("is_handled_elsewhere")
    )
    return (
        legs.with_columns(
            effort=pl.col("talk_seconds") + pl.col("hold_seconds").fill_null(0) + wrap,
            wrapped_at=pl.col("ended_at") + pl.duration(seconds=wrap),
        )
        .sort("root", "started_at", "call_id")
        .group_by("root", maintain_order=True)
        .agg(
            pl.col("effort").sum(),
            pl.col("wrapped_at").max(),
            pl.col("channel", "team_id").first(),
            over_at=pl.col("ended_at").max(),
            held=pl.col("hold_seconds").fill_null(0).sum(),
            wrapped=wrap.sum(),
            tells_hold=pl.col("hold_seconds").is_not_null().first(),
            tells_wrap=pl.col("wrap_seconds").is_not_null().first(),
        )
    )


def conversations(calls: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """One row per inbound call that a person answered: from the first answer to the last end."""
    legs = calls.filter((pl.col("direction") == "inbound") & (pl.col("outcome") == "answered"))
    talked = _since(pl.col("ended_at") - pl.col("answered_at"), staging).is_not_null()
    spoken = pl.col("ended_at").filter(talked).max() - pl.col("answered_at").filter(talked).min()
    return (
        legs.sort("root", "started_at", "call_id")
        .group_by("root", maintain_order=True)
        .agg(
            _since(spoken, staging).alias("spoken"),
            pl.coalesce("ended_at", "answered_at", "started_at").max().alias("over_at"),
            pl.col("channel", "team_id").first(),
        )
    )


def call_kpis(calls: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """Abandonment, waits, service level and effort."""
    offered, answered = calls.filter("is_offered"), calls.filter("is_answered")
    abandoned = calls.filter("is_abandoned")
    either = calls.filter(pl.col("is_answered") | pl.col("is_abandoned"))
    return [
        ratio("abandonment_rate", offered, "entered_at", pl.col("is_abandoned")),
        *duration("queue_wait_time", answered, "entered_at", "wait"),
        *duration("queue_wait_time_all", either, "entered_at", "wait"),
        *duration("time_to_abandon", abandoned, "entered_at", "wait"),
        *duration("handle_time", handled_calls(calls), "wrapped_at", "effort"),
        *duration("conversation_duration", conversations(calls, staging), "over_at", "spoken"),
        *_service_levels(offered, staging),
        _callback_success(offered, staging),
        _short_abandons(calls),
        _non_response(calls, staging),
        _transfers(calls, staging),
    ]


def _short_abandons(calls: pl.DataFrame) -> Kpi:
    """Who hung up at once, of those and the offered."""
    is_short = pl.col("is_in_queue") & pl.col("is_short")
    return ratio(
        "short_abandon_rate", calls.filter(is_short | pl.col("is_offered")), "entered_at", is_short
    )


def _people(calls: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """Inbound legs that no bot answered."""
    bots = staging["agents"].filter("is_bot").select("agent_id").unique()
    return calls.filter(pl.col("direction") == "inbound").join(bots, on="agent_id", how="anti")


def _non_response(calls: pl.DataFrame, staging: Staging) -> Kpi:
    """Telephones that rang in vain, of all that rang; a colleague's answer stops the others."""
    tolerance = timedelta(seconds=staging.variables.wait_tolerance_seconds)
    is_answered = pl.col("outcome") == "answered"
    picked_up_at = pl.col("answered_at").filter(is_answered).min().over("root")
    rang_until = pl.col("ended_at") + tolerance
    stopped = (picked_up_at >= pl.col("started_at")) & (picked_up_at <= rang_until)
    legs = _people(calls, staging).with_columns(is_stopped=stopped.fill_null(False))
    rang = legs.filter(
        pl.col("agent_id").is_not_null()
        & (
            (is_answered & ~pl.col("is_handled_elsewhere"))
            | ((pl.col("outcome") == "missed") & ~pl.col("is_stopped"))
        )
    )
    return ratio("agent_non_response_rate", rang, "entered_at", pl.col("outcome") == "missed")


def _transfers(calls: pl.DataFrame, staging: Staging) -> Kpi:
    """Calls with a leg after the first answer of a person, or with a named target."""
    legs = _people(calls, staging)
    is_taken = (pl.col("outcome") == "answered") & ~pl.col("is_handled_elsewhere")
    is_waiting = ~pl.col("is_ring") & ~pl.col("outcome").is_in(["answered", "ivr_only"])
    answered_at = pl.coalesce("answered_at", "started_at").filter(is_taken).min().over("root")
    later = (pl.col("started_at") > answered_at) & (is_taken | is_waiting)
    named = is_taken & pl.col("transferred_to").is_not_null()
    calls_taken = (
        legs.with_columns(is_passed_on=(later | named).fill_null(False).any().over("root"))
        .filter(is_taken)
        .sort("root", "started_at", "call_id")
        .group_by("root", maintain_order=True)
        .agg(
            pl.col("channel", "team_id", "is_passed_on").first(),
            over_at=pl.coalesce("ended_at", "answered_at", "started_at").max(),
        )
    )
    return ratio("call_transfer_rate", calls_taken, "over_at", pl.col("is_passed_on"))


def _service_levels(offered: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """Served in time, of those offered; an answer after an unknown wait says nothing."""
    judged = offered.filter(pl.col("wait").is_not_null() | ~pl.col("is_answered"))
    seconds = {"service_level": staging.variables.service_level_seconds, "service_level_30s": 30}
    found = []
    for kpi_id, most in seconds.items():
        is_soon = (pl.col("wait") <= most).fill_null(False)
        rows, in_time = judged, pl.col("is_answered") & is_soon
        match staging.variables.service_level_abandons:
            case "ignore":
                rows = judged.filter(~(pl.col("is_abandoned") & is_soon))
            case "positive":
                in_time = (pl.col("is_answered") | pl.col("is_abandoned")) & is_soon
        found.append(ratio(kpi_id, rows, "entered_at", in_time))
    return found


def _callback_success(offered: pl.DataFrame, staging: Staging) -> Kpi:
    """Promised call-backs that were kept in time."""
    window = timedelta(hours=staging.variables.callback_window_hours)
    promised = offered.filter(
        (pl.col("outcome") == "callback") | pl.col("callback_accepted_at").is_not_null()
    ).with_columns(due_at=pl.coalesce("callback_accepted_at", "ended_at", "started_at") + window)
    kept = (pl.col("callback_completed_at") <= pl.col("due_at")).fill_null(False)
    due = promised.filter(pl.col("due_at") <= staging.as_of)
    return ratio("callback_success_rate", due, "entered_at", kept)
