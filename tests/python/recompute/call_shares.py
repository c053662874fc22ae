"""What became of calls besides an answer, and how much of them the source tells."""

import polars as pl

from tests.python.recompute.calls import handled_calls
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import NOTHING, Kpi, duration, ratio


def call_share_kpis(calls: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """Shares of offered and handled calls, their parts, and the wait in all queues together."""
    offered = calls.filter("is_offered")
    flowed = calls.filter(
        pl.col("is_offered") | (pl.col("is_in_queue") & (pl.col("outcome") == "flow_out"))
    )
    called_back = (pl.col("outcome") == "callback") | pl.col("callback_accepted_at").is_not_null()
    routed = calls.filter(
        pl.col("is_in_queue")
        & (pl.col("outcome") != "flow_out")
        & pl.col("disposition").is_not_null()
        & pl.col("disconnected_by").is_not_null()
    )
    walked_out = (pl.col("disposition") == "unresolved") & (
        pl.col("disconnected_by").str.to_lowercase() == "customer"
    )
    # One row per call: the first leg stands for it.
    in_menu = calls.filter(
        (pl.col("direction") == "inbound")
        & (pl.col("call_id") == pl.col("root"))
        & ((pl.col("ivr_seconds") > 0).fill_null(False) | (pl.col("outcome") == "ivr_only"))
    )
    waited = calls.filter(
        (pl.col("is_answered") | pl.col("is_abandoned")) & pl.col("wait").is_not_null()
    )
    longest = Kpi(
        "longest_wait", "max", waited, "entered_at", NOTHING, pl.len(), pl.col("wait").max()
    )
    return [
        ratio("callback_rate", offered, "entered_at", called_back),
        ratio("voicemail_rate", offered, "entered_at", pl.col("outcome") == "voicemail"),
        ratio("flow_out_rate", flowed, "entered_at", pl.col("outcome") == "flow_out"),
        ratio("wait_coverage", offered, "entered_at", pl.col("wait").is_not_null()),
        ratio("unresolved_disconnect_rate", routed, "entered_at", walked_out),
        ratio("ivr_containment_rate", in_menu, "started_at", pl.col("outcome") == "ivr_only"),
        longest,
        *duration("queue_wait_time_customer_view", _in_all_queues(calls), "entered_at", "waited"),
        *_parts_of_handle_time(calls, staging),
    ]


def _in_all_queues(calls: pl.DataFrame) -> pl.DataFrame:
    """Calls that a person answered, with the waits of all queues until then."""
    first = (
        calls.filter("is_answered")
        .sort("entered_at", "call_id")
        .group_by("root", maintain_order=True)
        .agg(
            pl.col("entered_at", "channel", "team_id", "call_id").first(),
        )
    )
    queues = calls.filter("is_in_queue").select(
        "root", "wait", queue_at="entered_at", queue_call="call_id"
    )
    is_until = (pl.col("queue_at") < pl.col("entered_at")) | (
        (pl.col("queue_at") == pl.col("entered_at")) & (pl.col("queue_call") <= pl.col("call_id"))
    )
    return (
        first.join(queues, on="root")
        .filter(is_until)
        .group_by("root", maintain_order=True)
        .agg(
            pl.col("entered_at", "channel", "team_id").first(),
            waited=pl.when(pl.col("wait").is_not_null().all()).then(pl.col("wait").sum()),
        )
    )


def _parts_of_handle_time(calls: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """Hold and after-call work of handled calls, and how many of these tell either."""
    bots = staging["agents"].filter("is_bot").select("agent_id").unique()
    people = calls.join(bots, on="agent_id", how="anti")
    handled = handled_calls(people)
    held = handled.filter(pl.col("held") > 0)
    return [
        ratio("hold_coverage", handled, "wrapped_at", pl.col("tells_hold")),
        ratio("wrap_coverage", handled, "wrapped_at", pl.col("tells_wrap")),
        *duration("hold_time", handled, "over_at", "held", quantiles=False),
        *duration("hold_time_of_held_calls", held, "over_at", "held", quantiles=False),
        *duration("after_call_work_time", handled, "wrapped_at", "wrapped", quantiles=False),
    ]
