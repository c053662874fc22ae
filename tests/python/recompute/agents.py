"""How much each agent had to do on a working day."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.business import with_slices
from tests.python.recompute.contacts import call_tickets
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, ratio, whole
from tests.python.recompute.statuses import told_solves

AGENT_DAY = ["agent_id", "day"]
# Several kinds tell of the same hours: the first that an agent's day has is taken, else the rest.
WORKED = ["scheduled", "paid"]


def load_kpis(
    staging: Staging,
    tickets: pl.DataFrame,
    changes: pl.DataFrame,
    replies: pl.DataFrame,
    calls: pl.DataFrame,
) -> list[Kpi]:
    """Contacts that an agent answered, solved or took, by days of work."""
    others = staging.uncounted_agents
    handled = handled_contacts(staging, tickets, changes, replies, calls)
    load = handled.join(_worked_days(staging, others), on=AGENT_DAY, how="full", coalesce=True)
    # A day without a shift on which somebody worked is a working day all the same.
    load = load.with_columns(pl.col("worked").fill_null(1), pl.col("contacts").fill_null(0))
    worked = load.select(*AGENT_DAY, "worked")
    assigned = _assigned_load(staging, tickets, worked, others)
    return [_per_worked_day("agent_load", load, "contacts"), assigned]


def _per_worked_day(kpi_id: str, load: pl.DataFrame, counted: str) -> Kpi:
    days = pl.col("worked").sum()
    return whole(
        ratio(kpi_id, with_slices(load), "day", pl.col(counted), "ratio", denominator=days)
    )


def _assigned_load(
    staging: Staging, tickets: pl.DataFrame, worked: pl.DataFrame, others: pl.DataFrame
) -> Kpi:
    """Tickets that an agent was given, by day, once each; without events the assignee's own."""
    scope = tickets.filter("is_in_scope")
    given = staging["ticket_events"].filter(
        (pl.col("event_type") == "assignment") & pl.col("new_value").is_not_null()
    )
    told = staging["ticket_events"].filter(pl.col("event_type") == "assignment")
    silent = scope.filter(pl.col("assignee_id").is_not_null()).join(
        told, on="ticket_id", how="anti"
    )
    # The first change tells who had it at the creation.
    created = scope.select("ticket_id", "created_at")
    before = (
        told.sort("ticket_id", "event_sequence", "occurred_at", nulls_last=True)
        .group_by("ticket_id", maintain_order=True)
        .agg(agent_id=pl.first("old_value"))
        .drop_nulls()
        .join(created, on="ticket_id")
    )
    rows = pl.concat(
        [
            before.select("ticket_id", "agent_id", at="created_at"),
            given.join(scope, on="ticket_id", how="semi").select(
                "ticket_id", agent_id="new_value", at="occurred_at"
            ),
            silent.select("ticket_id", agent_id="assignee_id", at="created_at"),
        ]
    ).join(others.unique(), on="agent_id", how="anti")
    by_day = (
        rows.with_columns(day=staging.periods.day("at"))
        .unique(["ticket_id", *AGENT_DAY])
        .group_by(AGENT_DAY)
        .agg(tickets=pl.len())
    )
    load = by_day.join(worked, on=AGENT_DAY, how="full", coalesce=True)
    load = load.with_columns(pl.col("worked", "tickets").fill_null(0))
    return _per_worked_day("assigned_load", load, "tickets")


def handled_contacts(
    staging: Staging,
    tickets: pl.DataFrame,
    changes: pl.DataFrame,
    replies: pl.DataFrame,
    calls: pl.DataFrame,
) -> pl.DataFrame:
    """How many contacts an agent answered, solved or took, by agent and day."""
    served = served_contacts(staging, tickets, changes, replies, calls)
    return served.group_by(AGENT_DAY).agg(contacts=pl.len())


def served_contacts(
    staging: Staging,
    tickets: pl.DataFrame,
    changes: pl.DataFrame,
    replies: pl.DataFrame,
    calls: pl.DataFrame,
) -> pl.DataFrame:
    """Contacts that an agent answered, solved or took, each once a day."""
    # Somebody whom the list of agents does not know counts; bots and tests do not.
    others = staging.uncounted_agents
    counted = tickets.filter("is_in_scope").select("ticket_id")
    told = staging["ticket_events"].select("ticket_id", "event_sequence", agent_id="actor_id")
    solved = changes.filter(pl.col("is_solve") & (pl.col("actor_type") == "agent"))
    solved = solved.join(told, on=["ticket_id", "event_sequence"])
    untold = told_solves(changes, tickets.filter("is_in_scope"))
    day = staging.periods.day("occurred_at")
    took = calls.filter(pl.col("outcome") == "answered")
    done = pl.concat(
        [
            replies.join(counted, on="ticket_id", how="semi").select(
                agent_id="actor_id", day=day, contact=pl.lit("t") + pl.col("ticket_id")
            ),
            solved.join(counted, on="ticket_id", how="semi").select(
                "agent_id", day=day, contact=pl.lit("t") + pl.col("ticket_id")
            ),
            untold.select("agent_id", day=day, contact=pl.lit("t") + pl.col("ticket_id")),
            with_contact(took, staging, tickets, calls).select(
                "agent_id",
                day=staging.periods.day(pl.coalesce("answered_at", "started_at")),
                contact="contact",
            ),
        ]
    ).join(others.unique(), on="agent_id", how="anti")
    return done.drop_nulls().unique()


def with_contact(
    rows: pl.DataFrame, staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame
) -> pl.DataFrame:
    """Rows of calls with the contact that each is part of: that of a ticket, or its own."""
    ticket = pl.lit("t") + pl.coalesce("linked_id", "ticket_id")
    linked = call_tickets(staging, tickets, calls)
    return rows.join(linked, on="root", how="left").with_columns(
        contact=pl.coalesce(ticket, pl.lit("c") + pl.col("root"))
    )


def _worked_days(staging: Staging, others: pl.DataFrame) -> pl.DataFrame:
    # Hours in which one shift laps over another were worked once.
    earlier = pl.col("left_at").cum_max().shift().over(*AGENT_DAY, "rank")
    hours = (
        pl.col("left_at") - pl.max_horizontal("started_at", earlier)
    ).dt.total_microseconds() / 3.6e9
    rank = pl.col("shift_kind").replace_strict(WORKED, [0, 1], default=2)
    return (
        days_of_shifts(staging)
        .with_columns(rank=rank)
        .join(others.unique(), on="agent_id", how="anti")
        .sort("started_at", "left_at")
        .with_columns(hours=hours.clip(0))
        .group_by(*AGENT_DAY, "rank")
        .agg(worked=pl.col("hours").sum() / staging.variables.workday_hours)
        .sort("rank")
        .unique(AGENT_DAY, keep="first", maintain_order=True)
        .select(*AGENT_DAY, "worked")
    )


def days_of_shifts(staging: Staging) -> pl.DataFrame:
    """Shifts, a night shift as the parts of its two local days."""
    periods = staging.periods
    # What is left of a shift when the data end has not been worked.
    shifts = staging["agent_shifts"].with_columns(
        left_at=pl.min_horizontal("ended_at", pl.lit(staging.as_of))
    )
    shifts = shifts.filter(pl.col("left_at") > pl.col("started_at")).with_columns(
        day=pl.date_ranges(
            periods.day("started_at"), periods.day(pl.col("left_at") - timedelta(microseconds=1))
        )
    )
    parts = shifts.explode("day")
    days = parts.select(pl.col("day").unique())
    midnights = days.with_columns(
        begins_at=pl.Series([periods.midnight(day) for day in days["day"]]),
        ends_at=pl.Series([periods.midnight(day + timedelta(days=1)) for day in days["day"]]),
    )
    return parts.join(midnights, on="day").with_columns(
        started_at=pl.max_horizontal("started_at", "begins_at"),
        left_at=pl.min_horizontal("left_at", "ends_at"),
    )
