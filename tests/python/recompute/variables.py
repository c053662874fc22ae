"""The variables that the recomputation uses; their defaults stand in dbt_project.yml alone."""

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

import polars as pl
import yaml

PROJECT_FILE = Path(__file__).resolve().parents[3] / "dbt_project.yml"


@dataclass(frozen=True)
class Variables:
    """Thresholds, windows and the calendar, by their names in the project file."""

    report_timezone: str
    week_start_dow: int
    short_abandon_seconds: float
    wait_tolerance_seconds: float
    future_tolerance_minutes: float
    first_response_target_seconds: float
    service_level_seconds: float
    service_level_abandons: str
    callback_window_hours: float
    fcr_solve_days: float
    fcr_window_days: float
    fcr_missing_topic: str
    fcr_allow_same_tier_transfer: bool
    resolution_rate_days: float
    unresolved_after_days: float
    missed_after_business_hours: float
    first_level_tiers: list[str]
    reopen_window_days: float
    duplicate_window_minutes: float
    contact_link_minutes: float
    workday_hours: float
    turn_gap_minutes: float
    csat_satisfied_threshold: float
    nps_promoter_from: float
    nps_detractor_to: float
    survey_response_window_days: float
    complaint_ticket_types: list[str]
    complaint_days: float
    complaint_reopen_days: float
    automation_return_hours: float
    learning_history_days: float
    low_score_threshold: float
    low_score_follow_up_hours: float
    ces_easy_threshold: float
    servqual_minimum_item_share: float
    customer_active_order_days: int
    customer_active_contact_days: int
    repurchase_window_days: float
    void_order_statuses: list[str]
    session_idle_minutes: float
    page_refresh_seconds: float
    deflection_window_hours: float
    defective_return_days: float
    defect_return_reasons: list[str]
    agent_score_prior_observations: float
    agent_score_trailing_months: int
    agent_score_months: int

    @classmethod
    def of(cls, changed: dict[str, Any] | None = None) -> Self:
        """The project's defaults, some of them changed as `--vars` changes them."""
        defaults = yaml.safe_load(PROJECT_FILE.read_text(encoding="utf-8"))["vars"]
        values = {**defaults, **(changed or {})}
        return cls(**{field.name: values[field.name] for field in fields(cls)})


def is_word(column: str, words: list[str]) -> pl.Expr:
    """Whether a text is one of a variable's words, in any case and however its parts are joined."""
    told = pl.col(column).str.to_lowercase().str.replace_all("[ _-]", "")
    return told.is_in([re.sub("[ _-]", "", word.lower()) for word in words]).fill_null(False)
