"""The cases that an agent is scored by, each with whom it is credited to."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.first_replies import asked_at
from tests.python.recompute.frames import Staging
from tests.python.recompute.periods import MONTH
from tests.python.recompute.surveys import is_satisfied
from tests.python.recompute.teams import teams_at

CELL = ["team_id", "channel", "priority", "topic_id"]
CASE = ["kpi_id", "agent_id", "month", *CELL, "outcome"]


def month_of(instant: str, staging: Staging) -> pl.Expr:
    """First day of the month of an instant."""
    periods = staging.periods
    return periods.start(MONTH, periods.day(instant))


def owners_at_solves(staging: Staging, tickets: pl.DataFrame) -> pl.DataFrame:
    """Whom each ticket was assigned to when it was solved last."""
    timed = tickets.filter(pl.col("told_solved_at").is_not_null())
    solved = timed.select("ticket_id", at="last_solved_at").drop_nulls()
    newest = _solve_events(staging).group_by("ticket_id", "at", maintain_order=True).last()
    solves = solved.join(newest, on=["ticket_id", "at"], how="left")
    return owners_at(staging, solves).select("ticket_id", agent_id="owner")


def _solve_events(staging: Staging) -> pl.DataFrame:
    """Every event that solved a ticket, with its place in the order and the agent who did it."""
    bots = staging["agents"].filter("is_bot")["agent_id"].to_list()
    is_agent = (pl.col("actor_type") == "agent") & ~pl.col("actor_id").is_in(bots)
    return (
        staging["ticket_events"]
        .filter(
            (pl.col("event_type") == "status_change")
            & pl.col("new_status_group").is_in(["solved", "closed"])
            & ~pl.col("old_status_group").is_in(["solved", "closed"]).fill_null(False)
        )
        .sort("occurred_at", "event_sequence")
        .select(
            "ticket_id",
            at="occurred_at",
            place="event_sequence",
            solver=pl.when(is_agent.fill_null(False)).then("actor_id"),
        )
    )


def owners_at(staging: Staging, instants: pl.DataFrame) -> pl.DataFrame:
    """Rows of (ticket_id, at, place, solver) with who owned the ticket then.

    In one second the order of the events decides; nobody's ticket is its solver's.
    """
    instants = instants.with_row_index("row")
    assignments = (
        staging["ticket_events"]
        .filter(pl.col("event_type") == "assignment")
        .sort("ticket_id", "event_sequence", "occurred_at", "event_id", nulls_last=True)
        # A clock that ran backwards moves no change before the one that it follows.
        .with_columns(occurred_at=pl.col("occurred_at").cum_max().over("ticket_id"))
        .select("ticket_id", "occurred_at", "event_sequence", "old_value", "new_value")
    )
    told = assignments.group_by("ticket_id", maintain_order=True).agg(before=pl.first("old_value"))
    is_before = (pl.col("occurred_at") < pl.col("at")) | (
        (pl.col("occurred_at") == pl.col("at"))
        & (pl.col("event_sequence") < pl.col("place")).fill_null(True)
    )
    held = (
        instants.join(assignments, on="ticket_id")
        .filter(is_before)
        .sort("occurred_at", "event_sequence")
        .group_by("row", maintain_order=True)
        .agg(assigned=pl.last("new_value"), is_assigned=pl.lit(True).first())
    )
    current = staging["tickets"].select("ticket_id", "assignee_id")
    return (
        instants.join(held, on="row", how="left")
        .join(told.with_columns(has_history=pl.lit(True)), on="ticket_id", how="left")
        .join(current, on="ticket_id", how="left")
        .with_columns(
            owner=pl.when(pl.col("has_history").is_null())
            .then("assignee_id")
            .when(pl.col("is_assigned").is_not_null())
            .then("assigned")
            .otherwise("before")
        )
        .with_columns(owner=pl.coalesce("owner", "solver"))
    )


def agent_cases(
    staging: Staging,
    tickets: pl.DataFrame,
    messages: pl.DataFrame,
    answers: pl.DataFrame,
    first: pl.DataFrame,
    owners: pl.DataFrame,
    calls: pl.DataFrame,
) -> pl.DataFrame:
    """One row per case that counts in a component: agent, month, cell and outcome."""
    window = timedelta(days=staging.variables.reopen_window_days)
    of_tickets = tickets.select("ticket_id", "priority", ticket_topic="topic_id")
    # When a reply with a broken clock was written, nobody knows.
    written = messages.filter(pl.col("occurred_at") > pl.col("created_at"))
    is_broken = pl.col("occurred_at") <= pl.col("created_at")
    # What the desk wrote before the customer asked answers nothing.
    is_answer = ~pl.col("is_opened_by_desk") | (pl.col("occurred_at") >= pl.col("asked_at"))
    answering = messages.join(asked_at(staging), on="ticket_id").filter(is_answer.fill_null(True))
    reply_authors = answering.group_by("ticket_id", maintain_order=True).agg(
        # Only where it is the only one does a reply with a broken clock name the author.
        replier=pl.col("actor_id").sort_by(is_broken, maintain_order=True).first()
    )
    bots = staging["agents"].filter("is_bot").select("agent_id")
    takers = (
        calls.filter((pl.col("outcome") == "answered") & (pl.col("direction") == "inbound"))
        .join(bots.unique(), on="agent_id", how="anti")
        .sort("started_at", "call_id")
        .group_by("root", maintain_order=True)
        .agg(taker=pl.col("agent_id").first())
        .select("taker", contact_id=pl.lit("c") + pl.col("root"))
    )
    solved = tickets.filter("is_in_scope").join(owners, on="ticket_id", how="left")
    replies = written.group_by("ticket_id").agg(replies=pl.len())
    reopened = (pl.col("first_reopened_at") <= pl.col("first_solved_at") + window).fill_null(False)
    contacts = (
        first.join(of_tickets, on="ticket_id", how="left")
        .join(reply_authors, on="ticket_id", how="left")
        .join(owners.rename({"agent_id": "solver"}), on="ticket_id", how="left")
        .join(takers, on="contact_id", how="left")
        .join(
            staging["tickets"].select("ticket_id", "assignee_id"),
            on="ticket_id",
            how="left",
        )
        .with_columns(agent_id=pl.coalesce("taker", "replier", "solver", "assignee_id"))
    )
    parts = {
        "fcr_rate": (contacts, "contacted_at", pl.col("is_settled").cast(pl.Float64)),
        "csat": (
            _rated(staging, answers, tickets, calls),
            "answered_at",
            is_satisfied(staging).cast(pl.Float64),
        ),
        "reopen_rate": (
            solved.filter(pl.col("first_solved_at") + window <= staging.as_of),
            "first_solved_at",
            reopened.cast(pl.Float64),
        ),
        "first_response_time": (
            # Where no event names the author, the ticket's agent has the credit.
            tickets.join(reply_authors, on="ticket_id", how="left").with_columns(
                agent_id=pl.coalesce("replier", "assignee_id")
            ),
            "first_reply_at",
            pl.col("first_response_seconds").clip(1).log(),
        ),
        "resolution_time": (solved, "last_solved_at", pl.col("resolution_seconds").clip(1).log()),
        "agent_replies_per_ticket": (
            solved.filter(pl.col("is_inbound") & pl.col("is_solved")).join(
                replies, on="ticket_id", how="left"
            ),
            "last_solved_at",
            pl.col("replies").fill_null(0).cast(pl.Float64),
        ),
    }
    return pl.concat(
        (rows if kpi_id == "csat" else teams_at(rows, anchor, staging))
        .with_columns(kpi_id=pl.lit(kpi_id), month=month_of(anchor, staging), outcome=outcome)
        .with_columns(pl.col(CELL).fill_null("unknown"))
        .select(CASE)
        .drop_nulls()
        for kpi_id, (rows, anchor, outcome) in parts.items()
    )


def _rated(
    staging: Staging, answers: pl.DataFrame, tickets: pl.DataFrame, calls: pl.DataFrame
) -> pl.DataFrame:
    """Satisfaction answers with who is rated: the owner at the solve before the question."""
    asked = answers.filter(pl.col("survey_type") == "csat").with_columns(
        asked_at=pl.coalesce("sent_at", "responded_at")
    )
    solves = _solve_events(staging).with_columns(solved_at="at").sort("at")
    owned = asked.sort("asked_at").join_asof(
        solves,
        left_on="asked_at",
        right_on="at",
        by="ticket_id",
        check_sortedness=False,
    )
    owned = owned.select(
        "survey_id", "ticket_id", "place", "solver", at=pl.coalesce("solved_at", "asked_at")
    )
    owners = owners_at(staging, owned.filter(pl.col("ticket_id").is_not_null()))
    slices = tickets.select("ticket_id", "priority", ticket_topic="topic_id")
    call = calls.select("call_id", call_agent="agent_id", call_topic="topic_id")
    return (
        asked.join(owners.select("survey_id", "owner"), on="survey_id", how="left")
        .join(slices, on="ticket_id", how="left")
        .join(call, on="call_id", how="left")
        .with_columns(
            # The one whom the survey names, where it names one.
            agent_id=pl.coalesce("agent_id", "owner", "call_agent"),
            topic_id=pl.coalesce("ticket_topic", "call_topic"),
        )
    )
