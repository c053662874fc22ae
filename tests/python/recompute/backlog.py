"""Open and overdue tickets at the end of each month and week, from what happened until then."""

from dataclasses import replace

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.periods import GRAINS
from tests.python.recompute.publish import NOTHING, Kpi, count, duration, without_teams
from tests.python.recompute.statuses import SOLVED, status_at

GONE = [*SOLVED, "deleted"]


def backlog_kpis(
    staging: Staging, tickets: pl.DataFrame, changes: pl.DataFrame, overdue_since: pl.DataFrame
) -> list[Kpi]:
    """Stocks at the ends of months and weeks.

    Args:
        staging: The staging views.
        tickets: Tickets with their scope.
        changes: Their status changes in order.
        overdue_since: Per ticket the instant at which its resolution deadline was missed.
    """
    entered = (
        tickets.filter(~pl.col("is_spam") & ~pl.col("is_test_data"))
        .join(_gone_nobody_knows_when(tickets, changes), on="ticket_id", how="anti")
        .select("ticket_id", "created_at", "channel", "last_solved_at", current_team="team_id")
    )
    found = []
    for grain in GRAINS:
        ends = staging.periods.all(grain, tickets["created_at"].min(), staging.covered_until)
        still_open = _open_at(ends, entered, tickets, changes, staging).join(
            overdue_since, on="ticket_id", how="left"
        )
        overdue = still_open.filter(pl.col("overdue_at") <= pl.col("at"))
        stocks = [
            count("backlog_open", still_open, "period_start", "stock"),
            count("backlog_overdue", overdue, "period_start", "stock"),
        ]
        last_seen = pl.min_horizontal("at", pl.lit(staging.as_of))
        aged = still_open.with_columns(
            age=(last_seen - pl.col("created_at")).dt.total_microseconds() / 1e6
        )
        oldest = Kpi(
            "oldest_open_ticket",
            "max",
            aged,
            "period_start",
            NOTHING,
            pl.len(),
            pl.col("age").max(),
        )
        ages = map(without_teams, [*duration("backlog_age", aged, "period_start", "age"), oldest])
        found += [replace(kpi, grains=(grain,)) for kpi in (*stocks, *ages)]
    return found


def _open_at(
    ends: pl.DataFrame,
    entered: pl.DataFrame,
    tickets: pl.DataFrame,
    changes: pl.DataFrame,
    staging: Staging,
) -> pl.DataFrame:
    """Tickets that stand open when each period is over, with the team of that time."""
    snapshots = (
        entered.join(ends.select("period_start", at="ends_at"), how="cross")
        .filter(pl.col("created_at") < pl.col("at"))
        .join(_merges(staging), on="ticket_id", how="left")
        .filter((pl.col("merged_at") >= pl.col("at")).fill_null(True))
    )
    states = status_at(snapshots, changes, tickets, strict=True)
    # Without status events the solve time of the ticket is all that is known.
    is_over = (
        pl.when(pl.col("status").is_not_null())
        .then(pl.col("status").is_in(GONE))
        .otherwise((pl.col("last_solved_at") < pl.col("at")).fill_null(False))
    )
    return _team_at(states.filter(~is_over), staging)


def _gone_nobody_knows_when(tickets: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Deleted, and no event says when: they never count as open."""
    told = changes.filter(pl.col("status") == "deleted")
    return tickets.filter("is_gone").join(told, on="ticket_id", how="anti")


def _merges(staging: Staging) -> pl.DataFrame:
    return (
        staging["ticket_events"]
        .filter(pl.col("event_type") == "merge")
        .group_by("ticket_id")
        .agg(merged_at=pl.col("occurred_at").min())
    )


def _team_at(snapshots: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """The team of the time: the newest change before, else what the first change changed."""
    moves = (
        staging["ticket_events"]
        .filter(pl.col("event_type") == "team_change")
        .sort("ticket_id", "event_sequence", "occurred_at")
    )
    before = moves.group_by("ticket_id", maintain_order=True).agg(
        first_team=pl.col("old_value").first()
    )
    newest = moves.group_by("ticket_id", "occurred_at", maintain_order=True).agg(
        moved_to=pl.col("new_value").last()
    )
    return (
        snapshots.drop("occurred_at")
        .sort("at")
        .join_asof(
            newest.sort("occurred_at"),
            left_on="at",
            right_on="occurred_at",
            by="ticket_id",
            strategy="backward",
            allow_exact_matches=False,
            check_sortedness=False,
        )
        .join(before, on="ticket_id", how="left")
        .with_columns(team_id=pl.coalesce("moved_to", "first_team", "current_team"))
    )
