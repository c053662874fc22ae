"""How much each agent had to do on a working day."""

import polars as pl

from tests.python.recompute.business import with_slices
from tests.python.recompute.contacts import call_tickets
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import ratio, whole

AGENT_DAY = ["agent_id", "day"]
# Several kinds tell of the same hours: the first that an agent's day has is taken, else the rest.
WORKED = ["scheduled", "paid"]


def load_kpis(
    staging: Staging,
    tickets: pl.DataFrame,
    changes: pl.DataFrame,
    replies: pl.DataFrame,
    calls: pl.DataFrame,
) -> list[pl.DataFrame]:
    """Contacts that an agent answered, solved or took, by days of work."""
    # Somebody whom the list of agents does not know counts; bots and tests do not.
    others = staging["agents"].filter(pl.col("is_bot") | pl.col("is_test")).select("agent_id")
    counted = tickets.filter("is_in_scope").select("ticket_id")
    told = staging["ticket_events"].select("ticket_id", "event_sequence", agent_id="actor_id")
    solved = changes.filter(pl.col("is_solve") & (pl.col("actor_type") == "agent"))
    solved = solved.join(told, on=["ticket_id", "event_sequence"])
    day = pl.col("occurred_at").dt.date()
    ticket = pl.lit("t") + pl.coalesce("linked_id", "ticket_id")
    contact = pl.coalesce(ticket, pl.lit("c") + pl.col("root"))
    linked = call_tickets(staging, tickets, calls)
    took = calls.filter(pl.col("outcome") == "answered").join(linked, on="root", how="left")
    done = pl.concat(
        [
            replies.join(counted, on="ticket_id", how="semi").select(
                agent_id="actor_id", day=day, contact=pl.lit("t") + pl.col("ticket_id")
            ),
            solved.join(counted, on="ticket_id", how="semi").select(
                "agent_id", day=day, contact=pl.lit("t") + pl.col("ticket_id")
            ),
            took.select(
                "agent_id",
                day=pl.coalesce("answered_at", "started_at").dt.date(),
                contact=contact,
            ),
        ]
    ).join(others.unique(), on="agent_id", how="anti")
    handled = done.drop_nulls().unique().group_by(AGENT_DAY)
    load = handled.agg(contacts=pl.len()).join(
        _worked_days(staging, others), on=AGENT_DAY, how="full", coalesce=True
    )
    # A day without a shift on which somebody worked is a working day all the same.
    load = load.with_columns(pl.col("worked").fill_null(1), pl.col("contacts").fill_null(0))
    rate = ratio(
        "agent_load",
        with_slices(load),
        "day",
        pl.col("contacts"),
        "ratio",
        denominator=pl.col("worked").sum(),
    )
    return [whole(rate)]


def _worked_days(staging: Staging, others: pl.DataFrame) -> pl.DataFrame:
    # What is left of a shift when the data end has not been worked.
    ended_at = pl.min_horizontal("ended_at", pl.lit(staging.as_of))
    # Hours in which one shift laps over another were worked once.
    earlier = pl.col("left_at").cum_max().shift().over(*AGENT_DAY, "rank")
    hours = (
        pl.col("left_at") - pl.max_horizontal("started_at", earlier)
    ).dt.total_microseconds() / 3.6e9
    rank = pl.col("shift_kind").replace_strict(WORKED, [0, 1], default=2)
    return (
        staging["agent_shifts"]
        .with_columns(left_at=ended_at, day=pl.col("started_at").dt.date(), rank=rank)
        .filter(pl.col("left_at") > pl.col("started_at"))
        .join(others.unique(), on="agent_id", how="anti")
        .sort("started_at", "left_at")
        .with_columns(hours=hours.clip(0))
        .group_by(*AGENT_DAY, "rank")
        .agg(worked=pl.col("hours").sum() / staging.variables["workday_hours"])
        .sort("rank")
        .unique(AGENT_DAY, keep="first", maintain_order=True)
        .select(*AGENT_DAY, "worked")
    )
