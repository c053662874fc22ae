"""The agent score: what each agent's cases came to, against what such cases come to in the team."""

import polars as pl

from tests.python.recompute.agent_cases import CELL, agent_cases, month_of, owners_at_solves
from tests.python.recompute.frames import Staging
from tests.python.recompute.periods import MONTH
from tests.python.recompute.publish import CELL as PUBLISHED_CELL
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
ALIKE = 1e-9
POINTS_PLACES, SCORE_PLACES = 4, 6


def score_kpis(
    staging: Staging,
    tickets: pl.DataFrame,
    messages: pl.DataFrame,
    answers: pl.DataFrame,
    first: pl.DataFrame,
    calls: pl.DataFrame,
) -> pl.DataFrame:
    """Scores by month, of agents, teams and the whole."""
    # Somebody whom the list of agents does not know counts; bots and tests do not.
    others = staging["agents"].filter(pl.col("is_bot") | pl.col("is_test")).select("agent_id")
    owners = owners_at_solves(staging, tickets)
    cases = agent_cases(staging, tickets, messages, answers, first, owners, calls)
    cases = cases.join(others.unique(), on="agent_id", how="anti")
    handled = tickets.filter(pl.col("is_in_scope") & pl.col("is_solved")).join(
        owners, on="ticket_id"
    )
    solved = handled.group_by("agent_id", month=month_of("last_solved_at", staging)).agg(
        solved=pl.len()
    )
    # The team of as_of: a version that begins later does not count yet, where there is another.
    begun = pl.col("valid_from").is_null() | (pl.col("valid_from") <= staging.as_of)
    versions = staging["agents"].filter(begun).sort("valid_from", nulls_last=False)
    later = staging["agents"].filter(~begun).sort("valid_from", descending=True)
    newest = pl.concat([later, versions]).group_by("agent_id", maintain_order=True).last()
    scores = (
        _scores(_points(cases, staging), staging)
        .join(solved, on=["agent_id", "month"])
        .join(newest.select("agent_id", "team_id"), on="agent_id", how="left")
    )
    return _published(scores)


def _points(cases: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """Component points: own mean less expectation, shrunk, on the scale of half a year's agents."""
    prior = staging.variables.agent_score_prior_observations
    months = staging.variables.agent_score_trailing_months
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
    # Sums of alike values end in different last digits.
    is_alike = pl.col("high") - pl.col("low") <= ALIKE
    points = pl.when(is_alike).then(50.0).otherwise(100 * up.clip(0, 1))
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
        .filter(pl.col("present") >= staging.variables.agent_score_minimum_weight - 1e-9)
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
        cells.rename({"month": "period_start"})
        .group_by(PUBLISHED_CELL)
        .agg(
            numerator=(pl.col("score") * pl.col("solved")).sum().cast(pl.Float64),
            denominator=pl.col("solved").sum().cast(pl.Float64),
        )
        .with_columns(
            kpi_id=pl.lit("agent_score"),
            statistic=pl.lit("score"),
            period_grain=pl.lit(MONTH),
            value=pl.col("numerator") / pl.col("denominator"),
        )
        .select(*KEYS, *NUMBERS)
    )
