"""Rows of one call that say the same thing: telephones that only rang, conversations told twice."""

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import polars as pl

from tests.python.recompute.frames import Staging

Leg = dict[str, Any]
NOT_ANSWERED = ("missed", "abandoned", "failed")
FILLED = ("agent_id", "team_id", "queue_id", "transferred_to")
SCHEMA = {
    "call_id": pl.String,
    "is_ring": pl.Boolean,
    "is_offered_elsewhere": pl.Boolean,
    "is_handled_elsewhere": pl.Boolean,
    "rung_since": pl.Datetime("us"),
    **{f"told_{column}": pl.String for column in FILLED},
}


def with_roots(staging: Staging) -> pl.DataFrame:
    """Calls with the one that the customer made, sixteen transfers back, and what it is about.

    A row that is phantom, outbound or a test agent's is no such call while another one is there.
    """
    calls = staging["calls"]
    parents = calls.select(root="call_id", next="parent_call_id")
    rooted = calls.with_columns(root=pl.coalesce("parent_call_id", "call_id"))
    for _ in range(15):
        rooted = (
            rooted.join(parents, on="root", how="left")
            .with_columns(root=pl.coalesce("next", "root"))
            .drop("next")
        )
    trainees = staging["agents"].filter("is_test")["agent_id"].to_list()
    is_tried = (pl.col("outcome") == "phantom") | pl.col("agent_id").is_in(trainees)
    is_told = pl.col("agent_id").is_not_null() | pl.col("ring_seconds").is_not_null()
    is_ringing = (
        pl.col("outcome").is_in(NOT_ANSWERED).fill_null(False)
        & pl.col("answered_at").is_null()
        & is_told
    )
    rooted = rooted.sort(
        is_tried.fill_null(False),
        pl.col("direction") != "inbound",
        pl.col("call_id") != pl.col("root"),
        is_ringing,
        "started_at",
        "call_id",
    ).with_columns(root=pl.col("call_id").first().over("root"))
    in_time = rooted.sort("started_at", "call_id")
    about = {
        name: pl.coalesce(name, pl.col(name).drop_nulls().first().over("root"))
        for name in ("customer_id", "ticket_id", "topic_id")
    }
    return in_time.with_columns(**about)


def with_roles(calls: pl.DataFrame, tolerance: float) -> pl.DataFrame:
    """Calls with their root, and with what the other rows of a call say about each row."""
    inbound = calls.filter((pl.col("direction") == "inbound") & (pl.col("outcome") != "phantom"))
    several = inbound.filter(pl.len().over("root") > 1)
    told = [
        row
        for legs in several.partition_by("root")
        for row in _roles(legs.to_dicts(), timedelta(seconds=tolerance))
    ]
    flags = ["is_ring", "is_offered_elsewhere", "is_handled_elsewhere"]
    return (
        calls.join(pl.DataFrame(told, schema=SCHEMA), on="call_id", how="left")
        .with_columns(
            pl.col(flags).fill_null(False),
            *(pl.coalesce(column, f"told_{column}").alias(column) for column in FILLED),
        )
        .drop(f"told_{column}" for column in FILLED)
    )


def _roles(legs: list[Leg], tolerance: timedelta) -> list[Leg]:
    rang = [leg for leg in legs if _only_rang(leg)]
    rest = [leg for leg in legs if not _only_rang(leg)]
    rings = {leg["call_id"] for leg in rang}
    if rang:
        last = min(rang, key=_from_the_end)
        if not any(_went_on(leg, last, tolerance) for leg in rest):
            rings.remove(last["call_id"])
    standing = [leg for leg in legs if leg["call_id"] not in rings]
    begun = min(_entered(leg) for leg in standing)
    since = min((leg["started_at"] for leg in rang), default=begun)
    answered = [leg for leg in legs if leg["outcome"] == "answered"]
    twice = {leg["call_id"]: [] for leg in legs}
    for one, other in permutations(answered, 2):
        if _spans(one, other, tolerance) or _spans(other, one, tolerance):
            twice[one["call_id"]].append(other)
    return [
        {
            "call_id": leg["call_id"],
            "is_ring": leg["call_id"] in rings,
            "is_offered_elsewhere": any(
                _as_offer(other) < _as_offer(leg)
                and len({other["queue_id"], leg["queue_id"]} - {None}) <= 1
                for other in twice[leg["call_id"]]
            ),
            "is_handled_elsewhere": any(
                _as_effort(other) > _as_effort(leg) for other in twice[leg["call_id"]]
            ),
            "rung_since": since if leg in standing and _entered(leg) == begun > since else None,
            **_filled(twice[leg["call_id"]]),
        }
        for leg in legs
    ]


def _only_rang(leg: Leg) -> bool:
    told = leg["agent_id"] is not None or leg["ring_seconds"] is not None
    return leg["outcome"] in NOT_ANSWERED and leg["answered_at"] is None and told


def _entered(leg: Leg) -> datetime:
    return leg["queued_at"] or leg["started_at"]


def _from_the_end(leg: Leg) -> tuple[bool, float, bool, str]:
    ended = leg["ended_at"] or leg["started_at"]
    is_leg = leg["call_id"] != leg["root"]
    return leg["agent_id"] is not None, -ended.timestamp(), is_leg, leg["call_id"]


def _went_on(leg: Leg, ring: Leg, tolerance: timedelta) -> bool:
    if leg["started_at"] >= ring["started_at"] or leg["ended_at"] is None:
        return True
    return leg["ended_at"] + tolerance >= (ring["ended_at"] or ring["started_at"])


def _spans(wide: Leg, narrow: Leg, tolerance: timedelta) -> bool:
    """Whether a row without an agent, or of the same one, tells what the narrower row tells."""
    if wide["agent_id"] is not None and wide["agent_id"] != narrow["agent_id"]:
        return False
    talks = [wide["talk_seconds"], narrow["talk_seconds"]]
    times = [wide["answered_at"], narrow["answered_at"], narrow["ended_at"], wide["ended_at"]]
    if None in times:
        return None not in talks and abs(talks[0] - talks[1]) <= tolerance.total_seconds()
    if times[0] > times[1] + tolerance or times[2] > times[3] + tolerance:
        return False
    if None in talks:
        return True
    held = (wide["hold_seconds"] or 0) + (narrow["hold_seconds"] or 0)
    return sum(talks) + held > (times[3] - times[0] + tolerance).total_seconds()


def _as_offer(leg: Leg) -> tuple[Any, ...]:
    """The queue's own row first."""
    has_no_queue = leg["queue_id"] is None and leg["queue_name"] is None
    has_no_wait = leg["queued_at"] is None and leg["wait_seconds"] is None
    is_leg = leg["call_id"] != leg["root"]
    return has_no_queue, has_no_wait, is_leg, leg["started_at"], leg["call_id"]


def _as_effort(leg: Leg) -> tuple[Any, ...]:
    """The row that tells best how long an agent was busy is the greatest."""
    known = [leg[column] is not None for column in ("talk_seconds", "agent_id")]
    return *known, leg["answered_at"] or datetime.max, leg["call_id"]


def _filled(others: list[Leg]) -> Leg:
    nearest = min(
        others,
        key=lambda one: (
            one["agent_id"] is None,
            one["answered_at"] or datetime.max,
            one["call_id"],
        ),
        default={},
    )
    told = {f"told_{column}": nearest.get(column) for column in ("agent_id", "team_id")}
    for column in ("queue_id", "transferred_to"):
        values = [other[column] for other in others if other[column] is not None]
        told[f"told_{column}"] = max(values, default=None)
    return told


def calls_of_tests(staging: Staging) -> pl.DataFrame:
    """Calls that are tests: flagged or by a test customer in any row, or taken by a test agent."""
    testers = staging["customers"].filter("is_test")["customer_id"].to_list()
    trainees = staging["agents"].filter("is_test")["agent_id"].to_list()
    is_tester = pl.col("is_test") | pl.col("customer_id").is_in(testers).fill_null(False)
    return with_roots(staging).filter(
        is_tester.any().over("root") | pl.col("agent_id").is_in(trainees).fill_null(False)
    )
