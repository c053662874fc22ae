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
SHARES = ["fcr_rate", "csat", "reopen_rate"]
LEAST_AGENTS = 5
# The 95 % quantile of a standard normal number.
CRITICAL = 1.644854
ALIKE = 1e-9
SCORE_PLACES = 6


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
    others = staging.uncounted_agents
    owners = owners_at_solves(staging, tickets)
    cases = agent_cases(staging, tickets, messages, answers, first, owners, calls)
    cases = cases.join(others.unique(), on="agent_id", how="anti")
    handled = tickets.filter(pl.col("is_in_scope") & pl.col("is_solved")).join(
        owners, on="ticket_id"
    )
    solved = handled.group_by("agent_id", month=month_of("last_solved_at", staging)).agg(
        solved=pl.len()
    )
    scores = _scores(_effects(cases, staging)).join(solved, on=["agent_id", "month"])
    return _published(_in_teams(scores, staging))


def _in_teams(scores: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """Scores with the team of the agent at the end of the month, or now; else the first."""
    begins = staging.periods.day("valid_from")
    versions = staging["agents"].select("agent_id", "team_id", "valid_from", begins=begins)
    today = pl.lit(staging.periods.day_of(staging.as_of))
    found = (
        scores.select("agent_id", "month")
        .join(versions, on="agent_id")
        .sort("valid_from", nulls_last=False)
        .with_columns(number=pl.int_range(pl.len()).over("agent_id", "month"))
        .filter(
            (pl.col("number") == 0)
            | (pl.col("begins") <= pl.min_horizontal(pl.col("month").dt.month_end(), today))
        )
        .group_by("agent_id", "month", maintain_order=True)
        .agg(pl.col("team_id").last())
    )
    return scores.join(found, on=["agent_id", "month"], how="left")


def _effects(cases: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """Effects in true standard deviations, of KPIs and months in which agents differ."""
    prior = staging.variables.agent_score_prior_observations
    months = staging.variables.agent_score_trailing_months
    own_months = staging.variables.agent_score_months
    seen = cases.select("month").unique().sort("month")["month"].to_list()
    surprises = pl.concat(
        _surprises(cases, month, _window(cases, month, months), prior) for month in seen
    )
    # Months without a case between others are rated all the same, by those before them.
    rated = pl.date_range(min(seen), max(seen), "1mo", eager=True).to_list() if seen else []
    found = [
        _drawn(
            _window(surprises, month, own_months), _spreads(_window(surprises, month, months))
        ).with_columns(month=pl.lit(month))
        for month in rated
    ]
    return pl.concat(found)


def _window(rows: pl.DataFrame, month: object, months: int) -> pl.DataFrame:
    first = pl.lit(month).dt.offset_by(f"-{months - 1}mo")
    return rows.filter((pl.col("month") >= first) & (pl.col("month") <= pl.lit(month)))


def _surprises(
    cases: pl.DataFrame, month: object, trailing: pl.DataFrame, prior: int
) -> pl.DataFrame:
    """Each case of a month, with how far it was from what the team makes of such cases."""
    teams = trailing.group_by("kpi_id", "team_id").agg(team_mean=pl.col("outcome").mean())
    cells = (
        trailing.group_by("kpi_id", *CELL)
        .agg(total=pl.col("outcome").sum(), size=pl.len())
        .join(teams, on=["kpi_id", "team_id"])
        .with_columns(
            expected=(pl.col("total") + prior * pl.col("team_mean")) / (pl.col("size") + prior)
        )
    )
    return (
        cases.filter(pl.col("month") == pl.lit(month))
        .join(cells, on=["kpi_id", *CELL])
        .select(
            "kpi_id",
            "agent_id",
            "month",
            "outcome",
            surprise=pl.col("outcome") - pl.col("expected"),
        )
    )


def _spreads(surprises: pl.DataFrame) -> pl.DataFrame:
    """The variances of cases and of agents, for the KPIs in which agents differ."""
    agents = surprises.group_by("kpi_id", "agent_id").agg(
        n=pl.len().cast(pl.Float64),
        mean=pl.col("surprise").mean(),
        inner=((pl.col("surprise") - pl.col("surprise").mean()) ** 2).sum(),
        hits=pl.col("outcome").sum(),
    )
    n, m = pl.col("n").sum(), pl.len().cast(pl.Float64)
    grand = (pl.col("n") * pl.col("mean")).sum() / n
    kpis = agents.group_by("kpi_id").agg(
        m=m,
        size=n,
        room=n - (pl.col("n") ** 2).sum() / n,
        between=(pl.col("n") * (pl.col("mean") - grand) ** 2).sum(),
        rate=pl.col("hits").sum() / n,
        inner=pl.col("inner").sum() / (n - m),
    )
    of_shares = pl.col("rate") * (1 - pl.col("rate"))
    is_share = pl.col("kpi_id").is_in(SHARES)
    kpis = kpis.with_columns(variance=pl.when(is_share).then(of_shares).otherwise("inner"))
    kpis = kpis.filter((pl.col("variance") > ALIKE) & (pl.col("m") >= LEAST_AGENTS))
    q, free = pl.col("between") / pl.col("variance"), pl.col("m") - 1
    normal = ((q / free).cbrt() - (1 - 2 / (9 * free))) / (2 / (9 * free)).sqrt()
    return kpis.filter(normal > CRITICAL).select(
        "kpi_id", "variance", tau=((q - free) * pl.col("variance") / pl.col("room")).sqrt()
    )


def _drawn(surprises: pl.DataFrame, spreads: pl.DataFrame) -> pl.DataFrame:
    """The effect of each agent, as far as it is not chance."""
    size = pl.len() / (pl.len() + pl.col("variance").first() / pl.col("tau").first() ** 2)
    sign = pl.when(pl.col("kpi_id").is_in(HIGHER_IS_BETTER)).then(1).otherwise(-1)
    return (
        surprises.join(spreads, on="kpi_id")
        .group_by("kpi_id", "agent_id")
        .agg(effect=size * pl.col("surprise").mean() / pl.col("tau").first())
        .with_columns(effect=sign * pl.col("effect"))
    )


def _scores(effects: pl.DataFrame) -> pl.DataFrame:
    weight = pl.col("kpi_id").replace_strict(WEIGHTS, return_dtype=pl.Float64)
    mean = (pl.col("weight") * pl.col("effect")).sum() / pl.col("weight").sum()
    return (
        effects.with_columns(weight=weight)
        .group_by("agent_id", "month")
        .agg(score=(50 + 10 * mean).clip(0, 100).round(SCORE_PLACES))
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
