"""What each variable of dbt_project.yml may be: one table, held complete by a test."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# A text that a model writes into its SQL must not end the text that it is in.
UNSAFE = re.compile(r"""['"\\;\x00-\x1f]""")
LONGEST_TEXT = 200
DAYS = 36_525
SECONDS = 86_400 * DAYS


@dataclass(frozen=True)
class Number:
    """A number within bounds, both included."""

    low: float
    high: float
    is_whole: bool = False

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        kind = "a whole number" if self.is_whole else "a number"
        fits = is_number and self.low <= value <= self.high  # type: ignore[operator]
        if fits and not (self.is_whole and value != int(value)):  # type: ignore[call-overload]
            return None
        return f"give {kind} from {self.low:,} to {self.high:,}"


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[object, ...]

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        if any(type(word) is type(value) and word == value for word in self.words):
            return None
        return f"give {' or '.join(str(word).lower() for word in self.words)}"


@dataclass(frozen=True)
class Text:
    """A text that can be part of a statement."""

    pattern: str = ".*"
    form: str = "a text"

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value):
            return f"give {self.form}"
        if UNSAFE.search(value) or len(value) > LONGEST_TEXT:
            return (
                f"give {self.form} of at most {LONGEST_TEXT} characters, without quotes, "
                "semicolons and backslashes"
            )
        return None


@dataclass(frozen=True)
class Texts:
    """A list of texts."""

    least: int = 0

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        if not isinstance(value, list) or len(value) < self.least:
            return "give a list" + (f" of at least {self.least}" if self.least else "")
        problems = (Text(r".+").problem(text) for text in value)
        wrong = next((problem for problem in problems if problem), None)
        return f"in the list, {wrong}" if wrong else None


@dataclass(frozen=True)
class Numbers:
    """Names, each with a number."""

    each: Number

    def problem(self, value: object) -> str | None:
        """What is wrong with a value; None when it is right."""
        if not isinstance(value, dict) or not value:
            return "give names with numbers, as in {median: 0.5}"
        name = Text(r"[a-z][a-z0-9_]*", "names of lower-case letters and digits")
        problems = (name.problem(key) or self.each.problem(one) for key, one in value.items())
        return next((problem for problem in problems if problem), None)


Kind = Number | Choice | Text | Texts | Numbers

SHARE = Number(0, 1)
QUANTILE_OF_NORMAL = Number(0.1, 10)


def _whole(low: int, high: int) -> Number:
    return Number(low, high, is_whole=True)


RANGES: Mapping[str, Kind] = {
    "sources": Texts(),
    "source_timezone": Text(r".+", "a time zone"),
    "report_timezone": Text(r".+", "a time zone"),
    "fiscal_year_start_month": _whole(1, 12),
    "week_start_dow": _whole(1, 7),
    "as_of": Text(),
    "future_tolerance_minutes": Number(0, SECONDS / 60),
    "history_years": _whole(1, 200),
    "kpi_period_grains": Texts(1),
    "kpi_slices": Texts(1),
    "kpi_watched_slices": Texts(),
    "kpi_daily_slices": Texts(),
    "max_slice_values": _whole(1, 1_000_000),
    "extra_slices": Texts(),
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
    "workday_hours": Number(0.25, 24),
    "customer_active_contact_days": _whole(1, DAYS),
    "turn_gap_minutes": Number(0, SECONDS / 60),
    "csat_satisfied_threshold": SHARE,
    "nps_promoter_from": _whole(1, 10),
    "nps_detractor_to": _whole(0, 9),
    "survey_response_window_days": Number(0, DAYS),
    "complaint_ticket_types": Texts(),
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
    "void_order_statuses": Texts(),
    "session_idle_minutes": Number(0, SECONDS / 60),
    "page_refresh_seconds": Number(0, SECONDS),
    "deflection_window_hours": Number(0, DAYS * 24),
    "defective_return_days": Number(0, DAYS),
    "defect_return_reasons": Texts(),
    "reporting_currency": Text(r"[A-Z]{3}", "a currency of three capital letters, such as EUR"),
    "kpi_quantiles": Numbers(Number(0.001, 0.999)),
    "min_sample_size": _whole(0, 1_000_000_000),
    "signal_baseline_points": _whole(2, 10_000),
    "signal_minimum_points": _whole(2, 10_000),
    "confidence_z": QUANTILE_OF_NORMAL,
    "scorecard_period_grain": Text(r"[a-z0-9_]+", "a grain of kpi_period_grains"),
    "ticket_url_template": Text(r"(https?://.*)?", "an address that begins with https://"),
    "forecast_history_days": _whole(14, DAYS),
    "forecast_horizon_days": _whole(1, 3_660),
    "forecast_backtest_days": _whole(1, DAYS),
    "forecast_outlier_mads": Number(0.1, 1_000),
    "forecast_level_damping": SHARE,
    "agent_score_minimum_tickets": _whole(0, 1_000_000),
    "agent_score_minimum_days": _whole(0, 366),
    "agent_score_prior_observations": Number(0, 1_000_000),
    "agent_score_trailing_months": _whole(1, 1_200),
    "agent_score_minimum_weight": SHARE,
    "agent_score_z": QUANTILE_OF_NORMAL,
    "balance_trailing_months": _whole(1, 1_200),
    "balance_minimum_months": _whole(1, 1_200),
    "balance_repeat_limit": SHARE,
    "balance_response_floor": SHARE,
    "false_discovery_rate": Number(0.0001, 0.5),
    "review_notice_days": _whole(0, 3_660),
}


# The first of two must not be above the second.
ORDERED = (
    ("nps_detractor_to", "nps_promoter_from"),
    ("signal_minimum_points", "signal_baseline_points"),
    ("balance_minimum_months", "balance_trailing_months"),
)


def problem_of(name: str, value: Any) -> str | None:  # noqa: ANN401
    """What is wrong with the value of a variable; None when it is right, or unknown here."""
    kind = RANGES.get(name)
    return kind.problem(value) if kind else None
