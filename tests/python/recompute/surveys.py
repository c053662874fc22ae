"""Answers to surveys: which ones count, and what they say."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import ratio, without_teams
from tests.python.recompute.tickets import canonical_customers


def counted_responses(staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """Valid answers in their window, the last per rated subject, with the subject's slices."""
    window = timedelta(days=staging.variables["survey_response_window_days"])
    rated_ticket = tickets.select(
        "ticket_id", "is_in_scope", ticket_channel="channel", ticket_team="team_id"
    )
    rated_call = calls.select("call_id", call_channel="channel", call_team="team_id")
    in_time = (pl.col("responded_at") <= pl.col("sent_at") + window).fill_null(True)
    subject = pl.coalesce(
        pl.lit("t") + pl.col("ticket_id"),
        pl.lit("c") + pl.col("call_id"),
        pl.lit("s") + pl.col("survey_id"),
    )
    asked_through = pl.col("asked_through").str.to_lowercase()
    asked_through = asked_through.replace_strict(staging.channels, default="other")
    answers = (
        staging["surveys"]
        .rename({"channel": "asked_through"})
        .join(canonical_customers(staging), on="customer_id", how="left")
        .join(rated_ticket, on="ticket_id", how="left")
        .join(rated_call, on="call_id", how="left")
        .filter(
            pl.col("responded_at").is_not_null()
            & pl.col("score").is_not_null()
            & in_time
            & ~pl.col("is_test")
            & ~pl.col("is_test_customer").fill_null(False)
            & pl.col("is_in_scope").fill_null(True)
        )
        .with_columns(
            subject=subject,
            customer_id=pl.coalesce("survivor", "customer_id"),
            channel=pl.coalesce("ticket_channel", "call_channel", asked_through),
            team_id=pl.coalesce("ticket_team", "call_team"),
        )
    )
    return (
        answers.sort("responded_at", "survey_id")
        .group_by("subject", "survey_type", maintain_order=True)
        .last()
    )


def satisfaction_kpis(answers: pl.DataFrame, staging: Staging) -> list[pl.DataFrame]:
    """Share satisfied, and the mean place on the scale."""
    csat = answers.filter(pl.col("survey_type") == "csat")
    satisfied = pl.col("normalised_score") >= staging.variables["csat_satisfied_threshold"]
    place = 100 * pl.col("normalised_score")
    return [
        ratio("csat", csat, "responded_at", satisfied),
        ratio("csat_mean", csat, "responded_at", place, "mean"),
    ]


def promoter_kpis(answers: pl.DataFrame, staging: Staging) -> list[pl.DataFrame]:
    """Net promoter scores; the relationship one counts each customer once per period."""
    promoter = pl.col("score") >= staging.variables["nps_promoter_from"]
    detractor = pl.col("score") <= staging.variables["nps_detractor_to"]
    points = 100 * (promoter.cast(pl.Int64) - detractor.cast(pl.Int64))
    asked = answers.filter(
        (pl.col("survey_type") == "nps") & (pl.col("scale_min") == 0) & (pl.col("scale_max") == 10)
    )
    is_transactional = (pl.col("nps_kind") == "transactional").fill_null(False)
    customer = pl.coalesce("customer_id", "survey_id")
    last = (
        asked.filter(~is_transactional)
        .with_columns(month=pl.col("responded_at").dt.month_start().dt.date(), customer=customer)
        .sort("responded_at", "survey_id")
        .group_by("customer", "month", maintain_order=True)
        .last()
        .drop("month")
    )
    return [
        # A relationship belongs to no team.
        without_teams(ratio("nps", last, "responded_at", points, "score")),
        ratio("nps_transactional", asked.filter(is_transactional), "responded_at", points, "score"),
    ]
