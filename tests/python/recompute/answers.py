"""Further readings of answers to surveys."""

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, ratio, without_teams
from tests.python.recompute.surveys import invitations, is_satisfied
from tests.python.recompute.variables import is_word

BOX_STEPS = 3
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


def answer_kpis(
    answers: pl.DataFrame, staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame
) -> list[Kpi]:
    """Best boxes, means of one scale, effort, complaints, and answers by invitations."""
    csat = answers.filter(pl.col("survey_type") == "csat")
    stepped = csat.filter(pl.col("scale_max") - pl.col("scale_min") >= BOX_STEPS)
    on_top = (
        pl.when("is_scale_reversed")
        .then(pl.col("score") <= pl.col("scale_min") + 1)
        .otherwise(pl.col("score") >= pl.col("scale_max") - 1)
    )
    of_five = csat.filter(
        (pl.col("scale_min") == 1) & (pl.col("scale_max") == 5) & ~pl.col("is_scale_reversed")
    )
    complaints = tickets.filter(is_word("ticket_type", staging.variables.complaint_ticket_types))
    complained = csat.join(complaints.select("ticket_id"), on="ticket_id", how="semi")
    ces = answers.filter(pl.col("survey_type") == "ces")
    asked = invitations(staging, tickets, calls).filter(pl.col("survey_type") == "csat")
    pleased = (pl.col("is_in_time") & is_satisfied(staging)).fill_null(False)
    return [
        ratio("csat_top_two_box", stepped, "answered_at", on_top),
        ratio("csat_mean_1_to_5", of_five, "answered_at", pl.col("score"), "mean"),
        ratio("ces_mean", ces, "answered_at", 1 + 6 * pl.col("normalised_score"), "mean"),
        ratio("complaint_satisfaction_rate", complained, "answered_at", is_satisfied(staging)),
        ratio("csat_of_surveys_sent", asked, "sent_at", pleased),
    ]


def quality_kpis(gaps: pl.DataFrame, perceptions: pl.DataFrame) -> list[Kpi]:
    """Service quality over all dimensions, also by the customer's weights, and as perceived alone.

    Args:
        gaps: Perception less expectation by respondent and dimension.
        perceptions: Perception in its place, of respondents whom nobody asked for expectations.
    """
    weighted = (
        gaps.filter(pl.col("points") > 0)
        .group_by("survey_id")
        .agg(
            pl.first("answered_at", "channel", "team_id"),
            gap=(pl.col("gap") * pl.col("points")).sum() / pl.col("points").sum(),
        )
    )
    by_weight = ratio("servqual_gap_weighted", weighted, "answered_at", pl.col("gap"), "mean")
    whole = _mean_of_dimensions("servqual_gap", gaps)
    alone = _mean_of_dimensions("servperf", perceptions)
    return [without_teams(kpi) for kpi in (whole, by_weight, alone)]


def _mean_of_dimensions(kpi_id: str, rows: pl.DataFrame) -> Kpi:
    """The mean of the means of all dimensions, where all of them are known."""
    means = [pl.col("gap").filter(pl.col("dimension") == name).mean() for name in DIMENSIONS]
    people = pl.col("survey_id").n_unique()
    known = pl.all_horizontal(mean.is_not_null() for mean in means)
    value = pl.when(known).then(pl.sum_horizontal(means) / len(means))
    return Kpi(kpi_id, "mean", rows, "answered_at", value * people, people, value)
