"""Why scores are what they are: answers with one reason against all others."""

from typing import Any

import numpy as np
import polars as pl
from scipy import stats

from tests.python.recompute.frames import Staging
from tests.python.recompute.surveys import is_satisfied

PERIODS = {"month": "1mo", "quarter": "1q"}
WHOLE = ["kpi_id", "period_grain", "period_start"]
FEWEST, DISCOVERIES = 10, 0.05
SCORES = ("csat", "ces", "nps_transactional")


def score_drivers(
    staging: Staging, responses: pl.DataFrame, groups: dict[str, tuple[str, str | None]]
) -> pl.DataFrame:
    """Every reason of every month and quarter, as score_drivers holds them.

    Args:
        staging: The staging views.
        responses: Answers that count.
        groups: Reason and wider reason by raw reason.
    """
    answers = _scored(_with_reason(responses, staging, groups), staging)
    parents = dict(groups.values())
    day = staging.periods.day("answered_at")
    found = [
        row | dict(zip(WHOLE, whole, strict=True)) | {"parent": parents.get(row["reason"])}
        for grain, step in PERIODS.items()
        for whole, rows in answers.with_columns(
            period_grain=pl.lit(grain), period_start=day.dt.truncate(step)
        ).group_by(WHOLE)
        for row in _compared(rows, is_share=whole[0] != "nps_transactional")
    ]
    return pl.DataFrame(found, infer_schema_length=None)


def _with_reason(
    responses: pl.DataFrame, staging: Staging, groups: dict[str, tuple[str, str | None]]
) -> pl.DataFrame:
    of_ticket = staging["tickets"].select(
        "ticket_id", ticket_reason=pl.coalesce("reason_code", "topic_id")
    )
    of_call = staging["calls"].select("call_id", call_topic="topic_id")
    named = {raw: reason for raw, (reason, _) in groups.items()}
    raw = pl.coalesce("reason_code", "ticket_reason", "call_topic")
    return (
        responses.join(of_ticket.unique("ticket_id"), on="ticket_id", how="left")
        .join(of_call.unique("call_id"), on="call_id", how="left")
        .with_columns(reason=raw.str.to_lowercase().replace_strict(named, default=raw))
        .with_columns(pl.col("reason").fill_null("(unknown)"))
    )


def _scored(answers: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    kinds = pl.col("survey_type")
    is_transactional = (pl.col("nps_kind") == "transactional").fill_null(False)
    has_nps_scale = (pl.col("scale_min") == 0) & (pl.col("scale_max") == 10)
    promoter = pl.col("score") >= staging.variables.nps_promoter_from
    detractor = pl.col("score") <= staging.variables.nps_detractor_to
    easy = pl.col("normalised_score") >= staging.variables.ces_easy_threshold
    conditions = (
        kinds == "csat",
        kinds == "ces",
        (kinds == "nps") & is_transactional & has_nps_scale,
    )
    points = (
        is_satisfied(staging).cast(pl.Float64),
        easy.cast(pl.Float64),
        100.0 * (promoter.cast(pl.Int64) - detractor.cast(pl.Int64)),
    )
    return pl.concat(
        answers.filter(counts).with_columns(kpi_id=pl.lit(kpi_id), points=worth)
        for kpi_id, counts, worth in zip(SCORES, conditions, points, strict=True)
    )


def _compared(rows: pl.DataFrame, is_share: bool) -> list[dict[str, Any]]:
    count = pl.len().over("reason")
    folded = rows.with_columns(
        reason=pl.when(count < FEWEST).then(pl.lit("(other)")).otherwise(pl.col("reason"))
    )
    found = []
    for reason in folded["reason"].unique():
        own = folded.filter(pl.col("reason") == reason)["points"].to_numpy()
        rest = folded.filter(pl.col("reason") != reason)["points"].to_numpy()
        row = {"reason": reason, "answers": len(own), "value": float(own.mean())}
        if len(rest):
            difference = float(own.mean() - rest.mean())
            row |= {"rest_value": float(rest.mean()), "difference": difference}
            row["gain"] = -len(own) / len(folded) * difference
            row |= (_newcombe if is_share else _normal)(own, rest, difference)
        found.append(row)
    known = [row for row in found if row.get("p_value") is not None]
    if known:
        adjusted = stats.false_discovery_control([row["p_value"] for row in known], method="bh")
        for row, p_value in zip(known, adjusted, strict=True):
            row["is_told_apart"] = bool(p_value <= DISCOVERIES)
    return found


def _newcombe(own: np.ndarray, rest: np.ndarray, difference: float) -> dict[str, Any]:
    (low, high), (rest_low, rest_high) = (_wilson(points) for points in (own, rest))
    both = np.concatenate([own, rest]).mean()
    error = np.sqrt(both * (1 - both) * (1 / len(own) + 1 / len(rest)))
    return {
        "difference_low": difference - np.hypot(own.mean() - low, rest_high - rest.mean()),
        "difference_high": difference + np.hypot(high - own.mean(), rest.mean() - rest_low),
        "p_value": 2 * stats.norm.sf(abs(difference) / error) if error > 0 else None,
    }


def _normal(own: np.ndarray, rest: np.ndarray, difference: float) -> dict[str, Any]:
    error = np.sqrt(own.var() / len(own) + rest.var() / len(rest))
    half = stats.norm.ppf(0.975) * error
    return {
        "difference_low": difference - half,
        "difference_high": difference + half,
        "p_value": 2 * stats.norm.sf(abs(difference) / error) if error > 0 else None,
    }


def _wilson(points: np.ndarray) -> tuple[float, float]:
    hits = int(round(points.sum()))
    ends = stats.binomtest(hits, len(points)).proportion_ci(method="wilson")
    return ends.low, ends.high
