"""The desks that are recomputed beside the sample, and the variables that they are built with."""

import csv
import gzip
from pathlib import Path
from typing import IO, Any, Literal

Changed = dict[str, Any]

TEHRAN: Changed = {"report_timezone": "Asia/Tehran", "week_start_dow": 6}
BUCHAREST: Changed = {
    "report_timezone": "Europe/Bucharest",
    "source_timezone": "Europe/Bucharest",
}
WEST: Changed = {"report_timezone": "America/St_Johns", "week_start_dow": 7}
# Every threshold and window that is recomputed, changed one way and the other.
WIDE: Changed = {
    "report_timezone": "Europe/Moscow",
    "short_abandon_seconds": 25,
    "wait_tolerance_seconds": 60,
    "future_tolerance_minutes": 43_200,
    "first_response_target_seconds": 3600,
    "service_level_seconds": 60,
    "service_level_abandons": "ignore",
    "callback_window_hours": 12,
    "fcr_solve_days": 2,
    "fcr_window_days": 14,
    "fcr_missing_topic": "lenient",
    "fcr_allow_same_tier_transfer": True,
    "resolution_rate_days": 3,
    "unresolved_after_days": 1,
    "missed_after_business_hours": 4,
    "first_level_tiers": ["2", "Tier-2"],
    "reopen_window_days": 2,
    "duplicate_window_minutes": 1440,
    "contact_link_minutes": 240,
    "workday_hours": 6,
    "turn_gap_minutes": 120,
    "csat_satisfied_threshold": 0.5,
    "nps_promoter_from": 8,
    "nps_detractor_to": 5,
    "survey_response_window_days": 2,
    "complaint_ticket_types": ["Complaint", "INCIDENT"],
    "complaint_days": 3,
    "complaint_reopen_days": 2,
    "automation_return_hours": 240,
    "learning_history_days": 30,
    "low_score_threshold": 0.5,
    "low_score_follow_up_hours": 12,
    "ces_easy_threshold": 0.5,
    "servqual_minimum_item_share": 0.9,
    "customer_active_order_days": 60,
    "customer_active_contact_days": 30,
    "repurchase_window_days": 20,
    "void_order_statuses": ["Cancelled"],
    "session_idle_minutes": 5,
    "page_refresh_seconds": 120,
    "deflection_window_hours": 60,
    "defective_return_days": 20,
    "defect_return_reasons": ["defect", "Wrong-Item"],
    "agent_score_prior_observations": 5,
    "agent_score_trailing_months": 3,
    "agent_score_months": 2,
}
NARROW: Changed = {
    "short_abandon_seconds": 0,
    "wait_tolerance_seconds": 0,
    "future_tolerance_minutes": 0,
    "first_response_target_seconds": 60,
    "service_level_seconds": 5,
    "service_level_abandons": "positive",
    "callback_window_hours": 1.5,
    "fcr_solve_days": 0.5,
    "fcr_window_days": 1.5,
    "resolution_rate_days": 60,
    "unresolved_after_days": 0.25,
    "missed_after_business_hours": 0.5,
    "first_level_tiers": ["1", "2", "tier 1", "tier 2"],
    "reopen_window_days": 20,
    "duplicate_window_minutes": 1,
    "contact_link_minutes": 0.5,
    "workday_hours": 7.5,
    "turn_gap_minutes": 1,
    "csat_satisfied_threshold": 1,
    "nps_promoter_from": 10,
    "nps_detractor_to": 3,
    "survey_response_window_days": 60,
    "complaint_ticket_types": ["question"],
    "complaint_days": 0.5,
    "complaint_reopen_days": 30,
    "automation_return_hours": 1,
    "learning_history_days": 300,
    "low_score_threshold": 0,
    "low_score_follow_up_hours": 200,
    "ces_easy_threshold": 0.9,
    "servqual_minimum_item_share": 0.1,
    "customer_active_order_days": 30,
    "customer_active_contact_days": 1,
    "repurchase_window_days": 200,
    "void_order_statuses": ["cancelled", "refunded", "delivered"],
    "session_idle_minutes": 240,
    "page_refresh_seconds": 0,
    "deflection_window_hours": 0.5,
    "defective_return_days": 300,
    "defect_return_reasons": ["change_of_mind"],
    "agent_score_prior_observations": 50,
    "agent_score_trailing_months": 2,
    "agent_score_months": 1,
}
# Seed, tickets, months. Short and long histories, and data that end at any hour of the last day.
OTHER_DESKS: list[tuple[int, int, int, Changed]] = [
    *((seed, 4000, 14, {}) for seed in range(101, 106)),
    (203, 3000, 8, {}),
    (204, 1500, 26, {}),
    (206, 2000, 14, {}),
    (305, 800, 20, {}),
    (402, 3000, 15, TEHRAN),
    (403, 3000, 15, BUCHAREST),
    (404, 3000, 15, WEST),
    (405, 3000, 15, WIDE),
    (406, 3000, 15, NARROW),
]
# Metrics for which the sample agrees on no target: whose target they take, and how often.
FURTHER_PROMISES = {
    "agent_work": ("resolution", 1),
    "total_resolution": ("resolution", 3),
    "periodic_update": ("next_reply", 2),
    "pausable_update": ("next_reply", 1),
}
EVERY = 3
FREE_MONTH = "2025-08"
# Last digits of the surveys' numbers.
ASKED_ABOUT_CALLS = ("1", "4", "7")
ANSWERED_AT_AN_UNKNOWN_TIME = ("2", "7")


def widen(raw: Path) -> None:
    """Let generated raw files hold what the sample has none of.

    Targets of every metric, respondents whom nobody asked for their expectations, surveys about
    calls, some of them tests, answers without a time, and a month in which nothing was sold for
    money.
    """
    _ask_about_calls(raw)
    _give_away(raw)
    policies = raw / "sla_policies.csv"
    rows = _read(policies)
    further = [
        {**row, "metric": metric, "target_seconds": str(times * int(row["target_seconds"]))}
        for metric, (like, times) in FURTHER_PROMISES.items()
        for row in rows
        if row["metric"] == like
    ]
    _write(policies, rows + further)
    answers = raw / "survey_answers.csv"
    rows = _read(answers)
    for row in rows:
        if int(row["survey_id"].lstrip("S") or 0) % EVERY == 0:
            row["expectation"] = ""
    _write(answers, rows)


def _ask_about_calls(raw: Path) -> None:
    """Let surveys name a call, every third one a test; some do not say when they were answered."""
    surveys, calls = raw / "surveys.csv.gz", raw / "calls.csv"
    asked, called = _read(surveys), _read(calls)
    testers = [row["customer_id"] for row in _read(raw / "customers.csv.gz") if _is_test(row)]
    trainees = [row["agent_id"] for row in _read(raw / "agents.csv") if _is_test(row)]
    about_calls = [row for row in asked if row["survey_id"][-1:] in ASKED_ABOUT_CALLS]
    parents = {row["parent_call_id"] for row in called}
    of_one_row = [
        row for row in called if not row["parent_call_id"] and row["call_id"] not in parents
    ]
    for place, (survey, call) in enumerate(zip(about_calls, of_one_row, strict=False)):
        survey |= {"ticket_id": "", "customer_id": "", "agent_id": "", "call_id": call["call_id"]}
        if place % EVERY == 0:
            call |= {"customer_id": testers[0]} if place % 2 else {"agent_id": trainees[0]}
        if place % EVERY == 0 and place % 4 == 1:
            survey["call_id"] = f"{call['call_id']}-phantom"
            called.append(_phantom_leg(call, survey["call_id"]))
    for survey in asked:
        if survey["survey_id"][-1:] in ANSWERED_AT_AN_UNKNOWN_TIME:
            survey["responded_at"] = ""
    _write(surveys, [{"call_id": "", **row} for row in asked])
    _write(calls, called)


def _phantom_leg(call: dict[str, str], call_id: str) -> dict[str, str]:
    # Only the row that the customer has says that the call is a test.
    unknown = {"customer_id": "", "agent_id": ""}
    own = {"call_id": call_id, "parent_call_id": call["call_id"], "outcome": "phantom"}
    return call | unknown | own


def _give_away(raw: Path) -> None:
    """Let the orders of a month cost nothing."""
    orders = raw / "orders.csv.gz"
    rows = _read(orders)
    for row in rows:
        if row["ordered_at"].startswith(FREE_MONTH):
            row["amount"] = "0"
    _write(orders, rows)


def _is_test(row: dict[str, str]) -> bool:
    return row["is_test"] == "true"


def _read(path: Path) -> list[dict[str, str]]:
    with _open(path, "rt") as file:
        return list(csv.DictReader(file))


def _open(path: Path, mode: Literal["rt", "wt"]) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, mode, newline="")
    return path.open(mode, newline="")


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with _open(path, "wt") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
