"""What the status events say: solves, reopenings, removals, and the state at an instant."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.frames import Staging, with_newest

SOLVED = ["solved", "closed"]
OPEN = ["new", "open", "pending", "on_hold"]


def status_changes(staging: Staging) -> pl.DataFrame:
    """Status events in the order of their ticket, with the status before and what they do."""
    order = ["ticket_id", "event_sequence", "occurred_at", "event_id"]
    events = (
        staging["ticket_events"]
        .filter(pl.col("event_type") == "status_change")
        .join(staging["tickets"].select("ticket_id"), on="ticket_id", how="semi")
        .sort(order, nulls_last=True)
        .with_columns(place=pl.int_range(pl.len()).cast(pl.Float64))
    )
    told = pl.concat([events, _lost_solves(events, staging["tickets"])], how="diagonal_relaxed")
    told = told.sort("place").with_columns(is_gap=_starts_elsewhere(staging))
    changes = (
        pl.concat([told, _lost_reopenings(told)], how="diagonal_relaxed")
        .sort("place")
        .with_columns(
            before=pl.coalesce(
                pl.col("new_status_group").shift().over("ticket_id"), "old_status_group"
            ),
            status=pl.col("new_status_group"),
        )
    )
    was, becomes = pl.col("before").is_in(SOLVED), pl.col("status").is_in(SOLVED)
    return changes.with_columns(
        is_solve=becomes & ~was.fill_null(False),
        is_reopen=was.fill_null(False) & ~becomes & (pl.col("status") != "deleted"),
    ).select(
        "ticket_id",
        "event_sequence",
        "occurred_at",
        "actor_type",
        "before",
        "status",
        "is_solve",
        "is_reopen",
        "is_lost",
        "is_gap",
        "is_untold",
    )


def _starts_elsewhere(staging: Staging) -> pl.Expr:
    """Whether an event starts from another status than the one before it ended in.

    The event before delivered twice, some seconds apart at most, does not, nor does a word that
    nobody mapped.
    """
    was, now = pl.col("new_status_group").shift().over("ticket_id"), pl.col("old_status_group")
    apart = (pl.col("occurred_at") - pl.col("occurred_at").shift().over("ticket_id")).abs()
    is_later = apart > timedelta(seconds=staging.variables.wait_tolerance_seconds)
    is_other = (was != now) & ~(was.is_in(SOLVED) & now.is_in(SOLVED))
    is_mapped = (was != "other") & (now != "other")
    return (is_other & is_mapped & is_later).fill_null(False)


def _lost_reopenings(told: pl.DataFrame) -> pl.DataFrame:
    """Reopenings of which only the next solve tells: it starts from open, and all was solved."""
    was = pl.col("new_status_group").shift().over("ticket_id")
    return (
        told.with_columns(was=was)
        .filter(
            pl.col("is_gap")
            & pl.col("was").is_in(SOLVED)
            & pl.col("old_status_group").is_in(OPEN)
            & pl.col("new_status_group").is_in(SOLVED)
        )
        .select(
            "ticket_id",
            "event_sequence",
            "occurred_at",
            new_status_group="old_status_group",
            place=pl.col("place") - 0.5,
            is_gap=pl.lit(True),
            is_untold=pl.lit(True),
        )
    )


def _lost_solves(events: pl.DataFrame, tickets: pl.DataFrame) -> pl.DataFrame:
    """Solves that no event tells, the next one starts from, and the ticket's column dates."""
    over = tickets.filter(pl.col("status_group").is_in([*SOLVED, "other"]))
    before = pl.col("new_status_group").shift().over("ticket_id")
    return (
        events.with_columns(was=before, since=pl.col("occurred_at").shift().over("ticket_id"))
        .join(over.select("ticket_id", "solved_at"), on="ticket_id")
        .filter(
            pl.col("old_status_group").is_in(SOLVED)
            & ~pl.col("was").is_in(SOLVED).fill_null(False)
            & (pl.col("solved_at") <= pl.col("occurred_at"))
            & (pl.col("solved_at") >= pl.col("since")).fill_null(True)
        )
        .select(
            "ticket_id",
            occurred_at="solved_at",
            new_status_group=pl.lit("solved"),
            place=pl.col("place") - 0.5,
            is_lost=pl.lit(True),
        )
    )


def is_timed() -> pl.Expr:
    """Whether a ticket is open, or was solved at a known time."""
    return ~pl.col("is_solved") | pl.col("told_solved_at").is_not_null()


def with_gaps(changes: pl.DataFrame) -> pl.DataFrame:
    """Tickets whose status is not known all the time."""
    gaps = changes.filter("is_gap").select("ticket_id").unique()
    return pl.concat([gaps, begun_solved(changes)])


def begun_solved(changes: pl.DataFrame) -> pl.DataFrame:
    """Tickets whose first change starts from a solve that nobody dates: solved until then."""
    first = changes.group_by("ticket_id", maintain_order=True).first()
    return first.filter(pl.col("before").is_in(SOLVED)).select("ticket_id")


def told_solves(changes: pl.DataFrame, tickets: pl.DataFrame) -> pl.DataFrame:
    """Solves that only the ticket tells, which are its assignee's: its one solve, or a lost one."""
    owners = tickets.select("ticket_id", "told_solved_at", agent_id="assignee_id")
    silent = owners.join(changes.filter("is_solve"), on="ticket_id", how="anti")
    lost = changes.filter("is_lost").join(owners, on="ticket_id")
    told = ("ticket_id", "agent_id")
    return pl.concat(
        [
            silent.select(*told, occurred_at="told_solved_at"),
            lost.select(*told, "occurred_at"),
        ]
    )


def solves(staging: Staging, changes: pl.DataFrame) -> pl.DataFrame:
    """Per ticket: first and last solve, first reopening, and whether it is solved as of now.

    The columns of the ticket speak only where its events hold no solve at all.
    """
    told = changes.group_by("ticket_id").agg(
        event_first=pl.col("occurred_at").filter("is_solve").first(),
        event_last=pl.col("occurred_at").filter("is_solve").last(),
        first_reopened_at=pl.col("occurred_at").filter("is_reopen").first(),
        last_status=pl.col("status").last(),
    )
    tickets = staging["tickets"].select(
        "ticket_id", "created_at", "solved_at", "closed_at", "status_group"
    )
    by_column = pl.col("event_first").is_null()
    is_begun_solved = pl.col("ticket_id").is_in(begun_solved(changes)["ticket_id"].to_list())
    # Closed at a known time and solved at an unknown one: solved, and nobody knows when.
    told_at = pl.coalesce("solved_at", "closed_at")
    is_over = pl.col("status_group").is_in([*SOLVED, "other"])
    is_solved = (
        pl.when(by_column)
        .then(is_over & told_at.is_not_null())
        .otherwise(pl.col("last_status").is_in(SOLVED))
    )
    return (
        tickets.join(told, on="ticket_id", how="left")
        .with_columns(is_solved=is_solved)
        .with_columns(
            told_solved_at=pl.when(by_column)
            .then(pl.when("is_solved").then("solved_at"))
            .otherwise("event_first"),
            last_solved_at=pl.when("is_solved").then(pl.coalesce("event_last", told_at)),
        )
        # What was solved when its history begins was solved first nobody knows when.
        .with_columns(first_solved_at=pl.when(~is_begun_solved).then("told_solved_at"))
        .select(
            "ticket_id",
            "is_solved",
            "told_solved_at",
            "first_solved_at",
            "last_solved_at",
            "first_reopened_at",
            "last_status",
        )
    )


def _with_told_solves(changes: pl.DataFrame, tickets: pl.DataFrame) -> pl.DataFrame:
    """Status changes, and behind them the solve that a ticket tells and none of its events does.

    Args:
        changes: Status changes in order.
        tickets: Tickets with `last_solved_at`.
    """
    by_events = changes.filter("is_solve").select("ticket_id")
    told = (
        tickets.filter("is_solved")
        .join(by_events, on="ticket_id", how="anti")
        .select("ticket_id", occurred_at="last_solved_at", status=pl.lit("solved"))
    )
    return pl.concat([changes, told.join(changes, on="ticket_id", how="semi")], how="diagonal")


def status_at(
    instants: pl.DataFrame, changes: pl.DataFrame, tickets: pl.DataFrame, strict: bool = False
) -> pl.DataFrame:
    """Rows of (ticket_id, at) with the status in force; NULL before the first event.

    Args:
        instants: Rows with ticket_id and at.
        changes: Status changes in order.
        tickets: Tickets with their solves.
        strict: Whether a change at the very instant does not count yet.
    """
    known = _with_told_solves(changes, tickets)
    newest = known.group_by("ticket_id", "occurred_at", maintain_order=True).agg(
        pl.col("status").last()
    )
    return with_newest(instants, newest, strict)
