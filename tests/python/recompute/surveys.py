"""Answers to surveys: which ones count, and what they say."""

from dataclasses import replace
from datetime import timedelta

import polars as pl

from tests.python.recompute.call_rows import calls_of_tests
from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, ratio, without_teams
from tests.python.recompute.statuses import status_changes
from tests.python.recompute.teams import asked_teams
from tests.python.recompute.tickets import canonical_customers


def counted_responses(staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """Valid answers in their window, the last per rated subject, with the subject's slices."""
    in_time = (pl.col("answered_at") <= pl.col("sent_at") + _window(staging)).fill_null(True)
    answers = _real_surveys(staging, tickets, calls).filter(
        pl.col("answered_at").is_not_null() & pl.col("score").is_not_null() & in_time
    )
    return _last_of_subject(answers)


def _last_of_subject(answers: pl.DataFrame) -> pl.DataFrame:
    subject = pl.coalesce(
        pl.lit("t") + pl.col("ticket_id"),
        pl.lit("c") + pl.col("call_id"),
        pl.lit("s") + pl.col("survey_id"),
    )
    return (
        answers.with_columns(subject=subject)
        .sort("answered_at", "survey_id")
        .group_by("subject", "survey_type", maintain_order=True)
        .last()
    )


def _window(staging: Staging) -> timedelta:
    return timedelta(days=staging.variables.survey_response_window_days)


def _real_surveys(staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """Surveys that are no test and about what counts and is not later, with their slices."""
    tolerance = timedelta(minutes=staging.variables.future_tolerance_minutes)
    rated_ticket = tickets.select(
        "ticket_id",
        "is_in_scope",
        ticket_created="created_at",
        ticket_channel="channel",
        ticket_team="team_id",
        ticket_customer="customer_id",
    )
    rated_call = calls.select(
        "call_id",
        call_started="started_at",
        call_channel="channel",
        call_team="team_id",
        call_customer="customer_id",
    )
    begun = pl.coalesce("ticket_created", "call_started")
    real = (
        staging["surveys"]
        .rename({"channel": "asked_through"})
        .join(canonical_customers(staging), on="customer_id", how="left")
        .join(rated_ticket, on="ticket_id", how="left")
        .join(rated_call, on="call_id", how="left")
        .join(calls_of_tests(staging), on="call_id", how="anti")
        .join(staging["agents"].filter("is_test"), on="agent_id", how="anti")
        .filter(
            ~pl.col("is_test")
            & ~pl.col("is_test_customer").fill_null(False)
            & pl.col("is_in_scope").fill_null(True)
            & (pl.col("responded_at") + tolerance >= begun).fill_null(True)
        )
        .with_columns(
            answered_at=pl.coalesce("responded_at", pl.when(_is_told(staging)).then("sent_at")),
            customer_id=pl.coalesce("survivor", "customer_id"),
            rated_customer=pl.coalesce(
                "survivor", "customer_id", "ticket_customer", "call_customer"
            ),
            channel=pl.coalesce("ticket_channel", "call_channel", "asked_through"),
            team_id=pl.coalesce("ticket_team", "call_team"),
        )
    )
    return asked_teams(real, status_changes(staging), staging)


def _is_told(staging: Staging) -> pl.Expr:
    """Whether a score, or a reaction to a statement, shows that there was an answer."""
    statements = staging["survey_answers"].filter(
        pl.any_horizontal(pl.col("expectation", "perception").is_not_null())
    )
    told = statements["survey_id"].unique().to_list()
    return pl.col("raw_score").is_not_null() | pl.col("survey_id").is_in(told)


def is_satisfied(staging: Staging) -> pl.Expr:
    """Whether a score reaches the threshold of its scale, or that of all scales."""
    by_place = pl.col("normalised_score") >= staging.variables.csat_satisfied_threshold
    by_scale = _reaches(pl.col("score"), pl.col("satisfied_from"))
    return pl.when(pl.col("satisfied_from").is_null()).then(by_place).otherwise(by_scale)


def _reaches(score: pl.Expr, threshold: pl.Expr) -> pl.Expr:
    return pl.when("is_scale_reversed").then(score <= threshold).otherwise(score >= threshold)


def satisfaction_kpis(answers: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """Share satisfied, the mean place on the scale, and who found it easy."""
    csat = answers.filter(pl.col("survey_type") == "csat")
    ces = answers.filter(pl.col("survey_type") == "ces")
    easy = pl.col("normalised_score") >= staging.variables.ces_easy_threshold
    satisfied = is_satisfied(staging)
    place = 100 * pl.col("normalised_score")
    return [
        ratio("csat", csat, "answered_at", satisfied),
        ratio("csat_mean", csat, "answered_at", place, "mean"),
        ratio("ces", ces, "answered_at", easy),
    ]


def promoter_kpis(answers: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """Net promoter scores; the relationship one counts each customer once per period."""
    promoter = pl.col("score") >= staging.variables.nps_promoter_from
    detractor = pl.col("score") <= staging.variables.nps_detractor_to
    points = 100 * (promoter.cast(pl.Int64) - detractor.cast(pl.Int64))
    asked = answers.filter(
        (pl.col("survey_type") == "nps") & (pl.col("scale_min") == 0) & (pl.col("scale_max") == 10)
    )
    is_transactional = (pl.col("nps_kind") == "transactional").fill_null(False)
    customer = pl.coalesce("rated_customer", "survey_id")
    told = asked.filter(~is_transactional).with_columns(customer=customer)
    relationship = ratio("nps", told.sort("survey_id"), "answered_at", points, "score")
    return [
        # A relationship belongs to no team.
        without_teams(replace(relationship, one_per="customer")),
        ratio("nps_transactional", asked.filter(is_transactional), "answered_at", points, "score"),
    ]


def follow_up_kpis(
    answers: pl.DataFrame, staging: Staging, replies: pl.DataFrame, calls: pl.DataFrame
) -> list[Kpi]:
    """Low scores, and those after which an agent wrote in the ticket or called the customer."""
    window = timedelta(hours=staging.variables.low_score_follow_up_hours)
    csat = answers.filter(pl.col("survey_type") == "csat")
    is_low = pl.when(pl.col("satisfied_from").is_null()).then(
        pl.col("normalised_score") <= staging.variables.low_score_threshold
    )
    # As far from the lower end as satisfied is from the upper one.
    mirrored = pl.sum_horizontal("scale_min", "scale_max") - pl.col("satisfied_from")
    is_low = is_low.otherwise(_reaches(mirrored, pl.col("score")))
    due = csat.filter(
        is_low
        & (pl.col("ticket_id").is_not_null() | pl.col("rated_customer").is_not_null())
        & (pl.col("responded_at") + window <= staging.as_of)
    )
    reached = calls.filter((pl.col("direction") == "outbound") & (pl.col("outcome") == "answered"))
    turned = [
        (replies.select("ticket_id", at="occurred_at"), "ticket_id"),
        (reached.select("ticket_id", at="started_at"), "ticket_id"),
        (reached.select(rated_customer="customer_id", at="started_at"), "rated_customer"),
    ]
    followed = pl.concat(
        due.join(rows, on=key)
        .filter(
            (pl.col("at") > pl.col("responded_at"))
            & (pl.col("at") <= pl.col("responded_at") + window)
        )
        .select("survey_id")
        for rows, key in turned
    )
    is_followed = pl.col("survey_id").is_in(followed["survey_id"].unique().to_list())
    return [
        ratio("low_score_rate", csat, "answered_at", is_low),
        ratio("low_score_follow_up_rate", due, "responded_at", is_followed),
    ]


def invitations(staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """Invitations whose time is over, with whether they were answered in it."""
    until = pl.col("sent_at") + _window(staging)
    answered = (pl.col("answered_at") <= until).fill_null(False)
    asked = _real_surveys(staging, tickets, calls).filter(until <= staging.as_of)
    return asked.with_columns(is_in_time=answered)


def response_rate(staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame) -> Kpi:
    """Invitations answered in time, once that time is over."""
    asked = invitations(staging, tickets, calls)
    return ratio("survey_response_rate", asked, "sent_at", pl.col("is_in_time"))


def servqual_answers(
    staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """By respondent and dimension, with enough statements: perception less expectation.

    And apart from that the perceptions of those whom nobody asked for expectations.
    """
    in_time = (pl.col("answered_at") <= pl.col("sent_at") + _window(staging)).fill_null(True)
    asked = _real_surveys(staging, tickets, calls).filter(
        (pl.col("survey_type") == "servqual") & pl.col("answered_at").is_not_null() & in_time
    )
    respondents = _last_of_subject(asked).select("survey_id", "answered_at", "channel", "team_id")
    answers = staging["survey_answers"]
    statements = answers.group_by("dimension").agg(statements=pl.col("item_id").n_unique())
    gap = pl.col("perception") - pl.col("expectation")
    told = (
        answers.with_columns(
            is_perceived_only=pl.col("expectation").is_null().all().over("survey_id")
        )
        .group_by("survey_id", "dimension", "is_perceived_only")
        .agg(
            gap=gap.mean(),
            pairs=gap.count(),
            perception=pl.col("perception").mean(),
            perceptions=pl.col("perception").count(),
            points=pl.col("dimension_weight").max(),
        )
        .join(statements, on="dimension")
        .join(respondents, on="survey_id")
    )
    enough = staging.variables.servqual_minimum_item_share * pl.col("statements") - 1e-9
    alone = told.filter("is_perceived_only").with_columns(gap="perception")
    return (
        told.filter(pl.col("pairs") >= enough),
        alone.filter(pl.col("perceptions") >= enough),
    )


def servqual_kpis(gaps: pl.DataFrame) -> list[Kpi]:
    """Perception less expectation by dimension, each respondent once."""
    return [
        without_teams(
            ratio(f"servqual_gap_{dimension}", rows, "answered_at", pl.col("gap"), "mean")
        )
        for (dimension,), rows in gaps.group_by("dimension")
    ]
