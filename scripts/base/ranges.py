"""What each variable of dbt_project.yml may be: one table, held complete by a test."""

import re
from collections.abc import Mapping
from typing import Any

from scripts.base.kinds import Choice, Kind, Many, ManyByName, Named, Number, Text

DAYS = 36_525
SECONDS = 86_400 * DAYS
WORDS = Many(Text(r".+"))
OWN_WORDS = Many(Text(r".+", is_quoted=True))
SOME_WORDS = Many(Text(r".+"), least=1)
SHARE = Number(0, 1)
# Below a sixth, an interval that allows for skewness may pass its own mean by.
QUANTILE_OF_NORMAL = Number(0.5, 10)


def _whole(low: int, high: int) -> Number:
    return Number(low, high, is_whole=True)


# What readers are told is written in these.
LANGUAGES = ("en", "fa", "ro", "ru")
RANGES: Mapping[str, Kind] = {
    "sources": WORDS,
    "raw_models": Named(Text(r".+")),
    "jira_fivetran_fields": Named(Text(r".+")),
    "survey_csv_columns": Named(Text(r".+")),
    "survey_csv_type": Text(r"[a-z_]+", "a kind of survey, such as csat"),
    "survey_csv_scale": Many(Number(-1_000, 1_000), least=2, most=2),
    "source_timezone": Text(r".+", "a time zone"),
    "report_timezone": Text(r".+", "a time zone"),
    "fiscal_year_start_month": _whole(1, 12),
    "week_start_dow": _whole(1, 7),
    "weekend_days": Many(_whole(1, 7)),
    "as_of": Text(),
    "future_tolerance_minutes": Number(0, SECONDS / 60),
    "history_years": _whole(1, 200),
    "kpi_period_grains": Many(Text(r".+"), least=1, always="month"),
    "kpi_slices": SOME_WORDS,
    "kpi_watched_slices": WORDS,
    "kpi_daily_slices": WORDS,
    "max_slice_values": _whole(1, 1_000_000),
    "max_watched_slice_values": _whole(1, 1_000_000),
    "extra_slices": ManyByName(WORDS, ("tickets", "calls", "surveys")),
    "short_abandon_seconds": Number(0, 86_400),
    "wait_tolerance_seconds": Number(0, 86_400),
    "first_response_target_seconds": Number(1, SECONDS),
    "service_level_seconds": Number(0, 86_400),
    "service_level_abandons": Choice(("negative", "ignore", "positive")),
    "callback_window_hours": Number(0, DAYS * 24),
    "fcr_solve_days": Number(0, DAYS),
    "fcr_window_days": Number(0, DAYS),
    "fcr_missing_topic": Choice(("strict", "lenient")),
    "fcr_allow_same_tier_transfer": Choice((True, False)),
    "resolution_rate_days": Number(0, DAYS),
    "unresolved_after_days": Number(0, DAYS),
    "missed_after_business_hours": Number(0, DAYS * 24),
    "reopen_window_days": Number(0, DAYS),
    "sla_at_risk_share": SHARE,
    "duplicate_window_minutes": Number(0, SECONDS / 60),
    "contact_link_minutes": Number(0, SECONDS / 60),
    "peak_hours_weeks": _whole(1, 5_218),
    "staffing_service_level": Number(0.01, 0.9999),
    "staffing_most_erlangs": Number(1, 100_000),
    "workday_hours": Number(0.25, 24),
    "customer_active_contact_days": _whole(1, DAYS),
    "turn_gap_minutes": Number(0, SECONDS / 60),
    "csat_satisfied_threshold": SHARE,
    "nps_promoter_from": _whole(1, 10),
    "nps_detractor_to": _whole(0, 9),
    "survey_response_window_days": Number(0, DAYS),
    "complaint_ticket_types": OWN_WORDS,
    "first_level_tiers": OWN_WORDS,
    "complaint_days": Number(0, DAYS),
    "complaint_reopen_days": Number(0, DAYS),
    "automation_return_hours": Number(0, DAYS * 24),
    "learning_history_days": Number(0, DAYS),
    "low_score_threshold": SHARE,
    "low_score_follow_up_hours": Number(0, DAYS * 24),
    "ces_easy_threshold": SHARE,
    "servqual_minimum_item_share": SHARE,
    "customer_active_order_days": _whole(1, DAYS),
    "repurchase_window_days": Number(0, DAYS),
    "void_order_statuses": OWN_WORDS,
    "session_idle_minutes": Number(0, SECONDS / 60),
    "page_refresh_seconds": Number(0, SECONDS),
    "deflection_window_hours": Number(0, DAYS * 24),
    "defective_return_days": Number(0, DAYS),
    "defect_return_reasons": OWN_WORDS,
    "reporting_currency": Text(r"[A-Z]{3}", "a currency of three capital letters, such as EUR"),
    "kpi_quantiles": Named(Number(0.001, 0.999), least=1),
    "min_sample_size": _whole(0, 1_000_000_000),
    "signal_baseline_points": _whole(2, 10_000),
    "signal_minimum_points": _whole(2, 10_000),
    "confidence_z": QUANTILE_OF_NORMAL,
    "scorecard_period_grain": Text(r"[a-z0-9_]+", "a grain of kpi_period_grains"),
    "agent_pages": Choice((True, False)),
    "workbook_language": Choice(LANGUAGES),
    "ticket_url_template": Text(r"(https?://.*)?", "an address that begins with https://"),
    "forecast_history_days": _whole(14, DAYS),
    "forecast_smoothing_days": _whole(14, DAYS),
    "forecast_horizon_days": _whole(1, 3_660),
    "forecast_backtest_days": _whole(1, DAYS),
    "forecast_outlier_mads": Number(0.1, 1_000),
    "forecast_level_damping": SHARE,
    "agent_score_minimum_tickets": _whole(0, 1_000_000),
    "agent_score_minimum_days": _whole(0, 366),
    "agent_score_prior_observations": Number(0, 1_000_000),
    "agent_score_trailing_months": _whole(1, 1_200),
    "agent_score_months": _whole(1, 1_200),
    "agent_score_minimum_agents": _whole(2, 1_000_000),
    "agent_score_minimum_reliability": SHARE,
    "agent_score_z": QUANTILE_OF_NORMAL,
    "balance_trailing_months": _whole(1, 1_200),
    "balance_minimum_months": _whole(1, 1_200),
    "balance_repeat_limit": SHARE,
    "balance_response_floor": SHARE,
    "false_discovery_rate": Number(0.0001, 0.5),
    "reconciliation_causes": WORDS,
    "target_set": Text(r"[A-Za-z0-9_-]+", "the name of a set of targets"),
    "review_after_days": _whole(1, 3_660),
    "review_notice_days": _whole(0, 3_660),
}


# The first of two must not be above the second.
ORDERED = (
    ("nps_detractor_to", "nps_promoter_from"),
    ("signal_minimum_points", "signal_baseline_points"),
    ("agent_score_months", "agent_score_trailing_months"),
    ("balance_minimum_months", "balance_trailing_months"),
)


def kind_of(name: str) -> Kind | None:
    """The range of a variable; those of sources are places and names."""
    is_of_source = re.search("_(path|database|schema|identifier)$", name, re.IGNORECASE)
    return RANGES.get(name) or (Text() if is_of_source else None)


def problem_of(name: str, value: Any) -> str | None:  # noqa: ANN401
    """What is wrong with the value of a variable; None when it is right, or unknown here."""
    kind = kind_of(name)
    return kind.problem(value) if kind else None
