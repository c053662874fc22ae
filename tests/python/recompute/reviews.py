"""What reviews of quality say, from their categories."""

from dataclasses import replace
from functools import partial

import polars as pl

from tests.python.recompute.agents import with_contact
from tests.python.recompute.business import with_slices
from tests.python.recompute.call_rows import calls_of_tests
from tests.python.recompute.frames import Staging
from tests.python.recompute.intervals import CELL, clustered_ends, wilson_ends
from tests.python.recompute.publish import Kpi, ratio, whole
from tests.python.recompute.teams import teams_at

REVIEW = ["review_id"]
QUARTERS = {"month": "1mo", "quarter": "1q"}
SLICES = {"overall": pl.lit("all"), "team": pl.col("team_id").fill_null("unassigned")}


def review_kpis(staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame) -> list[Kpi]:
    """The quality score and the share without a critical error.

    Args:
        staging: The staging views.
        tickets: Tickets with their scope.
        calls: Calls that are real.
    """
    points = (pl.col("score_share") * pl.col("weight")).sum() / pl.col("weight").sum()
    reviews = (
        _counted_scores(staging, tickets)
        .group_by(REVIEW)
        .agg(
            pl.col("ticket_id", "call_id", "agent_id", "reviewed_at").max(),
            is_failed=pl.col("is_critical_error").any(),
            points=points,
        )
    )
    about = _with_slices(reviews, staging, tickets, calls).with_columns(
        points=pl.when("is_failed").then(0.0).otherwise(pl.col("points").round(6)),
        # Reviews of one agent are alike.
        ticket_id=pl.col("agent_id"),
    )
    score = ratio("qa_score", about, "reviewed_at", pl.col("points"), "mean")
    ends = partial(clustered_ends, value=pl.col("points"), is_rate=False)
    return [
        replace(
            score, ends=lambda cells: ends(cells).with_columns(pl.col("ci_high").clip(None, 1))
        ),
        ratio("qa_critical_error_accuracy", about, "reviewed_at", ~pl.col("is_failed")),
    ]


def categories(staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """Scores by category in total and by team, as qa_by_category holds them.

    Args:
        staging: The staging views.
        tickets: Tickets with their scope.
        calls: Calls that are real.
    """
    scores = _counted_scores(staging, tickets).filter(pl.col("score_share").is_not_null())
    about = scores.group_by(REVIEW).agg(
        pl.col("ticket_id", "call_id", "agent_id", "reviewed_at").max()
    )
    of_review = _with_slices(about, staging, tickets, calls).select(
        "review_id", "team_id", "reviewed_at", ticket_id="agent_id"
    )
    rows = scores.select("review_id", "category", "score_share", "is_critical_error").join(
        of_review, on=REVIEW
    )
    day = staging.periods.day("reviewed_at")
    value, is_critical = pl.col("score_share").round(6), pl.col("is_critical_error")
    found = []
    for grain, step in QUARTERS.items():
        for name, slice_value in SLICES.items():
            for (category,), of_category in rows.group_by("category"):
                cells = of_category.with_columns(
                    period_start=day.dt.truncate(step),
                    slice_name=pl.lit(name),
                    slice_value=slice_value,
                )
                numbers = cells.group_by(CELL).agg(
                    reviews=pl.len().cast(pl.Int32),
                    value=value.mean(),
                    critical_errors=is_critical.sum().cast(pl.Int32),
                    critical_error_accuracy=(~is_critical).mean(),
                    numerator=(~is_critical).sum(),
                    denominator=pl.len(),
                )
                accuracy = wilson_ends(numbers).rename(
                    {"ci_low": "accuracy_low", "ci_high": "accuracy_high"}
                )
                ends = clustered_ends(cells, value, is_rate=False)
                found.append(
                    numbers.drop("numerator", "denominator")
                    .join(ends.with_columns(pl.col("ci_high").clip(None, 1)), on=CELL)
                    .join(accuracy, on=CELL)
                    .with_columns(period_grain=pl.lit(grain), category=pl.lit(category))
                )
    return pl.concat(found)


def coverage(
    staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame, served: pl.DataFrame
) -> Kpi:
    """How many of the contacts that an agent served on a day were reviewed.

    Args:
        staging: The staging views.
        tickets: Tickets with their scope.
        calls: Calls that are real.
        served: Contacts by agent and day.
    """
    of_call = with_contact(calls, staging, tickets, calls).select("call_id", "contact")
    reviews = (
        _counted_scores(staging, tickets)
        .group_by(REVIEW)
        .agg(pl.col("ticket_id", "call_id", "agent_id").max())
        .join(of_call, on="call_id", how="left")
        .with_columns(
            contact=pl.coalesce(
                "contact", pl.lit("t") + pl.col("ticket_id"), pl.lit("c") + pl.col("call_id")
            )
        )
    )
    # A review without an agent is one of everybody who served the contact.
    of_all = reviews.filter(pl.col("agent_id").is_null())["contact"].unique().to_list()
    of_one = reviews.select("agent_id", "contact", is_theirs=pl.lit(True)).unique()
    known = served.join(of_one, on=["agent_id", "contact"], how="left")
    is_reviewed = pl.col("is_theirs").fill_null(False) | pl.col("contact").is_in(of_all)
    # Before the first review and after the last one nobody knows what will be reviewed.
    reviewed_at = staging["quality_reviews"]["reviewed_at"]
    first, last = (staging.periods.day_of(at) for at in (reviewed_at.min(), reviewed_at.max()))
    share = ratio("qa_coverage", with_slices(known), "day", is_reviewed)
    return whole(replace(share, known_from=first, known_until=last))


def _counted_scores(staging: Staging, tickets: pl.DataFrame) -> pl.DataFrame:
    machines = staging.uncounted_agents
    is_no_work = pl.col("is_spam") | pl.col("is_deleted") | pl.col("is_test_data")
    is_own = (pl.col("reviewer_id") == pl.col("agent_id")).fill_null(False)
    return (
        staging["quality_reviews"]
        .filter((pl.col("score_share").is_not_null() | pl.col("is_critical_error")) & ~is_own)
        .filter(pl.col("ticket_id").is_not_null() | pl.col("call_id").is_not_null())
        .filter(pl.col("reviewed_at") <= staging.as_of)
        .join(machines.unique(), on="agent_id", how="anti")
        .join(tickets.filter(is_no_work), on="ticket_id", how="anti")
        .join(calls_of_tests(staging), on="call_id", how="anti")
    )


def _with_slices(
    reviews: pl.DataFrame, staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame
) -> pl.DataFrame:
    of_ticket = tickets.select("ticket_id", "team_id", ticket_channel="channel")
    reviewed = teams_at(
        reviews.join(of_ticket, on="ticket_id", how="left"), "reviewed_at", staging
    ).rename({"team_id": "ticket_team"})
    of_call = calls.select("call_id", call_channel="channel", call_team="team_id")
    versions = (
        staging["agents"]
        .sort("valid_from", nulls_last=False)
        .select("agent_id", "valid_from", agent_team="team_id")
    )
    # The first version tells also what was before it.
    at = (
        reviews.select("review_id", "agent_id", "reviewed_at")
        .join(versions, on="agent_id")
        .with_columns(number=pl.int_range(pl.len()).over("review_id"))
        .filter((pl.col("number") == 0) | (pl.col("valid_from") <= pl.col("reviewed_at")))
        .group_by("review_id", maintain_order=True)
        .agg(pl.col("agent_team").last())
    )
    return (
        reviewed.join(of_call, on="call_id", how="left")
        .join(at, on="review_id", how="left")
        .with_columns(
            channel=pl.coalesce("ticket_channel", "call_channel"),
            team_id=pl.coalesce("agent_team", "ticket_team", "call_team"),
        )
    )
