"""How long tickets stood in a status, and customers whom nobody has answered."""

import numpy as np
import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import NOTHING, Kpi, count, duration, without_teams
from tests.python.recompute.statuses import is_timed, with_gaps

# Whose wait the seconds in a status are.
STANDS_IN = {
    # A status that nobody mapped is open.
    "requester_wait_time": ["new", "open", "on_hold", "other"],
    "agent_wait_time": ["pending"],
    "on_hold_time": ["on_hold"],
}
MICROSECOND = 1e6


def waiting_kpis(tickets: pl.DataFrame, changes: pl.DataFrame) -> list[Kpi]:
    """Seconds of inbound solved tickets by whom they waited for, until the last solve."""
    solved = (
        tickets.filter(
            pl.col("is_in_scope")
            & pl.col("is_inbound")
            & pl.col("is_solved")
            & (pl.col("last_solved_at") >= pl.col("created_at"))
        )
        .join(changes.select("ticket_id").unique(), on="ticket_id", how="semi")
        .join(with_gaps(changes), on="ticket_id", how="anti")
    )
    spans = _spans(solved, changes)
    found = []
    for kpi_id, statuses in STANDS_IN.items():
        stood = (
            spans.filter(pl.col("status").is_in(statuses))
            .group_by("ticket_id")
            .agg(stood=pl.col("seconds").sum())
        )
        rows = solved.join(stood, on="ticket_id", how="left")
        rows = rows.with_columns(pl.col("stood").fill_null(0))
        found += duration(kpi_id, rows, "last_solved_at", "stood")
    return found


def _spans(tickets: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Stretches of one status from the creation to the last solve."""
    facts = tickets.select("ticket_id", "created_at", "last_solved_at")
    moves = changes.join(facts, on="ticket_id")
    first = moves.group_by("ticket_id", maintain_order=True).first()
    starts = pl.concat(
        [
            first.select(
                "ticket_id",
                "last_solved_at",
                since="created_at",
                status=pl.col("before").fill_null("new"),
            ),
            moves.select("ticket_id", "last_solved_at", since="occurred_at", status="status"),
        ]
    )
    # A clock that ran backwards moves no change before the one that it follows.
    since = pl.max_horizontal(pl.col("since").cum_max(), "since").over("ticket_id")
    until = pl.coalesce(pl.col("since").shift(-1).over("ticket_id"), "last_solved_at")
    seconds = pl.min_horizontal(until, "last_solved_at") - pl.col("since")
    return (
        starts.with_columns(since=since)
        .with_columns(seconds=seconds.dt.total_microseconds() / MICROSECOND)
        .filter(pl.col("seconds") > 0)
    )


def unanswered_messages(
    staging: Staging, waits: pl.DataFrame, changes: pl.DataFrame, tickets: pl.DataFrame
) -> Kpi:
    """Waits that a solve ended and no reply; who is answered and solved by a bot has an answer."""
    bots = staging["agents"].filter("is_bot")["agent_id"].to_list()
    by_bot = (pl.col("actor_type") == "bot") | pl.col("actor_id").is_in(bots)
    events = staging["ticket_events"].filter(by_bot.fill_null(False))
    said = events.filter(pl.col("event_type") == "public_message")
    solved = changes.filter(pl.col("is_solve") & (pl.col("actor_type") == "bot"))
    wait = ["ticket_id", "turn"]
    closed = waits.filter(pl.col("ended_by") == "solve")
    helped = (
        closed.join(said.select("ticket_id", said_at="occurred_at"), on="ticket_id")
        .filter(pl.col("said_at").is_between("waiting_since", "ended_at"))
        .join(solved.select("ticket_id", ended_at="occurred_at"), on=["ticket_id", "ended_at"])
        .select(wait)
        .unique()
    )
    counted = tickets.filter(pl.col("is_in_scope") & ~pl.col("is_phone"))
    ended = closed.join(helped, on=wait, how="anti").join(counted, on="ticket_id")
    return count("customer_messages_unanswered", ended, "ended_at")


def survival_kpis(tickets: pl.DataFrame, changes: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """Kaplan-Meier medians of the tickets created in a period, the open ones censored."""
    inbound = tickets.filter(pl.col("is_in_scope") & pl.col("is_inbound") & is_timed())
    now = pl.lit(staging.as_of)
    solved = inbound.with_columns(
        begins="created_at", over="last_solved_at", censored=now, is_known="is_solved"
    )
    answered = inbound.filter(~pl.col("is_phone") & ~pl.col("is_broken")).with_columns(
        # A customer who never asked waits for no answer.
        begins="clock_start",
        over="first_reply_at",
        censored=pl.coalesce("first_solved_at", "last_solved_at", now),
        is_known=pl.lit(True),
    )
    return [
        without_teams(_survival("resolution_time_km_median", solved)),
        without_teams(_survival("first_response_time_km_median", answered)),
    ]


def _survival(kpi_id: str, rows: pl.DataFrame) -> Kpi:
    seconds = pl.coalesce("over", "censored") - pl.col("begins")
    rows = rows.with_columns(
        seconds=seconds.dt.total_microseconds() / MICROSECOND, is_over=pl.col("over").is_not_null()
    ).filter(pl.col("seconds") >= 0)
    value = pl.struct("seconds", "is_over").map_batches(
        _median, returns_scalar=True, return_dtype=pl.Float64
    )
    return Kpi(kpi_id, "median", rows, "created_at", NOTHING, pl.len(), value)


def _median(pairs: pl.Series) -> float | None:
    """The first time at which no more than half of the cohort is left."""
    seconds = pairs.struct.field("seconds").to_numpy()
    is_over = pairs.struct.field("is_over").to_numpy()
    left = 1.0
    for instant in np.unique(seconds[is_over]):
        at_risk = (seconds >= instant).sum()
        left *= 1 - ((seconds == instant) & is_over).sum() / at_risk
        if left <= 0.5 + 1e-12:  # noqa: PLR2004
            return float(instant)
    return None
