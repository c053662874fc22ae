"""The agent score: what each agent's cases came to, against what such cases come to in the team."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import KEYS, NUMBERS

# From the specification; a test holds the seed to the same numbers.
WEIGHTS = {
    "fcr_rate": 0.30,
    "csat": 0.25,
    "first_response_time": 0.15,
    "resolution_time": 0.15,
    "reopen_rate": 0.10,
    "agent_replies_per_ticket": 0.05,
}
HIGHER_IS_BETTER = ["fcr_rate", "csat"]
BEST, WORST = 0.9, 0.1
CELL = ["team_id", "channel", "priority", "topic_id"]
CASE = ["kpi_id", "agent_id", "month", *CELL, "outcome"]
POINTS_PLACES, SCORE_PLACES = 4, 6


def score_kpis(
    staging: Staging,
    tickets: pl.DataFrame,
    messages: pl.DataFrame,
    answers: pl.DataFrame,
    first: pl.DataFrame,
    calls: pl.DataFrame,
) -> list[pl.DataFrame]:
    """Scores by month, of agents, teams and the whole."""
    # Somebody whom the list of agents does not know counts; bots and tests do not.
    others = staging["agents"].filter(pl.col("is_bot") | pl.col("is_test")).select("agent_id")
    owners = _owners_at_solves(staging, tickets)
    cases = _cases(staging, tickets, messages, answers, first, owners, calls)
    cases = cases.join(others.unique(), on="agent_id", how="anti")
    handled = tickets.filter(pl.col("is_in_scope") & pl.col("is_solved")).join(
        owners, on="ticket_id"
    )
    solved = handled.group_by("agent_id", month=_month("last_solved_at")).agg(solved=pl.len())
    newest = staging["agents"].sort("valid_from", nulls_last=False).group_by("agent_id").last()
    scores = (
        _scores(_points(cases, staging), staging)
        .join(solved, on=["agent_id", "month"])
        .join(newest.select("agent_id", "team_id"), on="agent_id", how="left")
    )
    return [_published(scores)]


def _month(instant: str) -> pl.Expr:
    return pl.col(instant).cast(pl.Date).dt.month_start()


def _owners_at_solves(staging: Staging, tickets: pl.DataFrame) -> pl.DataFrame:
    """Whom each ticket was assigned to when it was solved last."""
    solved = tickets.select("ticket_id", at="last_solved_at").drop_nulls()
    return _owners(staging, solved).select("ticket_id", agent_id="owner")


def _owners(staging: Staging, instants: pl.DataFrame) -> pl.DataFrame:
    """Rows of (ticket_id, at) with who owned the ticket then."""
    assignments = (
        staging["ticket_events"]
        .filter(pl.col("event_type") == "assignment")
        .sort("occurred_at", "event_sequence")
    )
    told = assignments.group_by("ticket_id", maintain_order=True).agg(
        before=pl.col("old_value").first(), assigned_from=pl.col("occurred_at").first()
    )
    current = staging["tickets"].select("ticket_id", "assignee_id")
    return (
        instants.sort("at")
        .join_asof(
            assignments.select("ticket_id", "occurred_at", assigned="new_value"),
            left_on="at",
            right_on="occurred_at",
            by="ticket_id",
            check_sortedness=False,
        )
        .join(told, on="ticket_id", how="left")
        .join(current, on="ticket_id", how="left")
        .with_columns(
            owner=pl.when(pl.col("assigned_from").is_null())
            .then("assignee_id")
            .when(pl.col("at") >= pl.col("assigned_from"))
            .then("assigned")
            .otherwise("before")
        )
    )


def _cases(
    staging: Staging,
    tickets: pl.DataFrame,
    messages: pl.DataFrame,
    answers: pl.DataFrame,
    first: pl.DataFrame,
    owners: pl.DataFrame,
    calls: pl.DataFrame,
) -> pl.DataFrame:
    """One row per case that counts in a component: agent, month, cell and outcome."""
    window = timedelta(days=staging.variables["reopen_window_days"])
    of_tickets = tickets.select("ticket_id", "priority", ticket_topic="topic_id")
    # When a reply with a broken clock was written, nobody knows.
    written = messages.filter(pl.col("occurred_at") > pl.col("created_at"))
    reply_authors = written.group_by("ticket_id", maintain_order=True).agg(
        replier=pl.col("actor_id").first()
    )
    bots = staging["agents"].filter("is_bot").select("agent_id")
    takers = (
        calls.filter(pl.col("outcome") == "answered")
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
            "responded_at",
            (pl.col("normalised_score") >= staging.variables["csat_satisfied_threshold"]).cast(
                pl.Float64
            ),
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
        rows.with_columns(kpi_id=pl.lit(kpi_id), month=_month(anchor), outcome=outcome)
        .with_columns(pl.col(CELL).fill_null("none"))
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
    solves = (
        staging["ticket_events"]
        .filter(
            (pl.col("event_type") == "status_change")
            & pl.col("new_status_group").is_in(["solved", "closed"])
            & ~pl.col("old_status_group").is_in(["solved", "closed"]).fill_null(False)
        )
        .select("ticket_id", solved_at="occurred_at")
        .sort("solved_at")
    )
    owned = asked.sort("asked_at").join_asof(
        solves,
        left_on="asked_at",
        right_on="solved_at",
        by="ticket_id",
        check_sortedness=False,
    )
    owned = owned.select("survey_id", "ticket_id", at=pl.coalesce("solved_at", "asked_at"))
    owners = _owners(staging, owned.filter(pl.col("ticket_id").is_not_null()))
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


def _points(cases: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """Component points: own mean less expectation, shrunk, on the scale of half a year's agents."""
    prior = staging.variables["agent_score_prior_observations"]
    months = staging.variables["agent_score_trailing_months"]
    seen = cases.select("month").unique().sort("month")["month"].to_list()
    deviations = pl.concat(
        _deviations(cases, month, _window(cases, month, months), prior) for month in seen
    )
    scale = pl.concat(
        _window(deviations, month, months)
        .group_by("kpi_id")
        .agg(
            low=pl.col("deviation").quantile(WORST, "linear"),
            high=pl.col("deviation").quantile(BEST, "linear"),
        )
        .with_columns(month=pl.lit(month))
        for month in seen
    )
    place = (pl.col("deviation") - pl.col("low")) / (pl.col("high") - pl.col("low"))
    up = pl.when(pl.col("kpi_id").is_in(HIGHER_IS_BETTER)).then(place).otherwise(1 - place)
    points = pl.when(pl.col("high") <= pl.col("low")).then(50.0).otherwise(100 * up.clip(0, 1))
    return deviations.join(scale, on=["kpi_id", "month"]).with_columns(
        points=points.round(POINTS_PLACES)
    )


def _window(rows: pl.DataFrame, month: object, months: int) -> pl.DataFrame:
    first = pl.lit(month).dt.offset_by(f"-{months - 1}mo")
    return rows.filter((pl.col("month") >= first) & (pl.col("month") <= pl.lit(month)))


def _deviations(
    cases: pl.DataFrame, month: object, trailing: pl.DataFrame, prior: int
) -> pl.DataFrame:
    teams = trailing.group_by("kpi_id", "team_id").agg(team_mean=pl.col("outcome").mean())
    cells = (
        trailing.group_by("kpi_id", *CELL)
        .agg(total=pl.col("outcome").sum(), size=pl.len())
        .join(teams, on=["kpi_id", "team_id"])
        .with_columns(
            expected=(pl.col("total") + prior * pl.col("team_mean")) / (pl.col("size") + prior)
        )
    )
    surprise = (pl.col("outcome") - pl.col("expected")).mean()
    return (
        cases.filter(pl.col("month") == pl.lit(month))
        .join(cells, on=["kpi_id", *CELL])
        .group_by("kpi_id", "agent_id", "month")
        .agg(deviation=surprise * pl.len() / (pl.len() + prior))
    )


def _scores(points: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    weight = pl.col("kpi_id").replace_strict(WEIGHTS, return_dtype=pl.Float64)
    return (
        points.with_columns(weight=weight)
        .group_by("agent_id", "month")
        .agg(
            score=((pl.col("weight") * pl.col("points")).sum() / pl.col("weight").sum()).round(
                SCORE_PLACES
            ),
            present=pl.col("weight").sum(),
        )
        .filter(pl.col("present") >= staging.variables["agent_score_minimum_weight"] - 1e-9)
    )


def _published(scores: pl.DataFrame) -> pl.DataFrame:
    slices = {
        "overall": pl.lit("all"),
        "team": pl.col("team_id").fill_null("unassigned"),
        "agent": pl.col("agent_id"),
    }
    cells = pl.concat(
        scores.with_columns(slice_name=pl.lit(name), slice_value=value)
        for name, value in slices.items()
    )
    return (
        cells.group_by("month", "slice_name", "slice_value")
        .agg(
            numerator=(pl.col("score") * pl.col("solved")).sum().cast(pl.Float64),
            denominator=pl.col("solved").sum().cast(pl.Float64),
        )
        .with_columns(
            kpi_id=pl.lit("agent_score"),
            statistic=pl.lit("score"),
            value=pl.col("numerator") / pl.col("denominator"),
        )
        .select(*KEYS, *NUMBERS)
    )
