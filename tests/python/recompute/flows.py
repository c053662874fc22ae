"""Tickets that came and went: closings, balances, shares of what came in."""

from dataclasses import replace

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.periods import GRAINS
from tests.python.recompute.publish import Kpi, count, duration, ratio
from tests.python.recompute.teams import teams_at
from tests.python.recompute.variables import is_word


def flow_kpis(staging: Staging, tickets: pl.DataFrame, changes: pl.DataFrame) -> list[Kpi]:
    """Counts and shares of tickets by their creation, solve or fulfilment."""
    scope = tickets.filter("is_in_scope")
    received = tickets.filter(~pl.col("is_test_data") & ~pl.col("is_gone"))
    volume = scope.filter(pl.col("is_inbound") & ~pl.col("is_duplicate"))
    solved = scope.filter("is_solved")
    waited = (pl.col("fulfilled_at") - pl.col("created_at")).dt.total_microseconds() / 1e6
    held = scope.filter(pl.col("is_inbound") & (waited >= 0)).with_columns(waited=waited)
    complaints = _complaints(volume, staging)
    return [
        ratio("spam_rate", received, "created_at", pl.col("is_spam")),
        ratio("merge_rate", received, "created_at", pl.col("is_merged")),
        ratio("topic_coverage", volume, "created_at", pl.col("topic_id").is_not_null()),
        ratio("complaint_rate", volume, "created_at", 100 * complaints, "ratio"),
        count("close_events", closings(scope, changes), "closed_at"),
        *duration("resolution_time_to_fulfilment", held, "fulfilled_at", "waited", False),
        *_in_one_period(staging, solved),
    ]


def _complaints(tickets: pl.DataFrame, staging: Staging) -> pl.Expr:
    kinds = staging.variables.complaint_ticket_types
    return is_word("ticket_type", kinds)


def closings(tickets: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Every solve that took a ticket out, by its events, else by its own column."""
    by_event = changes.filter("is_solve").select("ticket_id", closed_at="occurred_at")
    told = (
        tickets.filter(pl.col("last_solved_at").is_not_null())
        .join(by_event, on="ticket_id", how="anti")
        .select("ticket_id", closed_at="last_solved_at")
    )
    facts = tickets.select("ticket_id", "channel", "team_id", "created_at")
    return pl.concat([by_event, told]).join(facts, on="ticket_id")


def _in_one_period(staging: Staging, solved: pl.DataFrame) -> list[Kpi]:
    periods = staging.periods
    return [
        replace(
            count(
                "received_and_resolved_same_period",
                solved.filter(
                    periods.start(grain, periods.day("created_at"))
                    == periods.start(grain, periods.day("last_solved_at"))
                ),
                "created_at",
            ),
            grains=(grain,),
        )
        for grain in GRAINS
    ]


def balances(staging: Staging, tickets: pl.DataFrame) -> list[Kpi]:
    """What two instants of a ticket meet in: solved by created, and shares of channels."""
    scope = tickets.filter("is_in_scope")
    columns = ["ticket_id", "at", "channel", "team_id"]
    came = teams_at(scope.with_columns(at="created_at").select(columns), "at", staging)
    went = scope.filter("is_solved").with_columns(at="last_solved_at").select(columns)
    both = pl.concat(
        [
            came.with_columns(came=pl.lit(1), went=pl.lit(0)),
            teams_at(went, "at", staging).with_columns(came=pl.lit(0), went=pl.lit(1)),
        ]
    )
    cleared = ratio("clearance_ratio", both, "at", pl.col("went"), "ratio", pl.col("came").sum())
    return [cleared, *_shares_of_channels(staging, tickets)]


def _shares_of_channels(staging: Staging, tickets: pl.DataFrame) -> list[Kpi]:
    volume = tickets.filter(pl.col("is_in_scope") & pl.col("is_inbound") & ~pl.col("is_duplicate"))
    channel = pl.col("channel").fill_null("unknown")
    name = "ticket_volume_by_channel"
    all_of_them = ratio(name, volume, "created_at", pl.col("ticket_id").is_not_null())
    found = [replace(all_of_them, slices=("overall",))]
    # Every ticket of a period is in the denominator of the channels that have a ticket in it.
    for grain in GRAINS:
        period = staging.periods.start(grain, staging.periods.day("created_at"))
        of_all = volume.with_columns(own=channel, period=period)
        # Also of those whose tickets of the period do not count: their share is 0.
        there = tickets.select(period=period, channel=channel).unique()
        shares = ratio(
            name,
            of_all.drop("channel").join(there, on="period"),
            "created_at",
            pl.col("own") == pl.col("channel"),
        )
        found.append(replace(shares, slices=("channel",), grains=(grain,)))
    return found
