"""Deliveries in words or on scales that nobody has named, and what the refusal says."""

import csv
from pathlib import Path
from typing import Any

import pytest

from scripts.gate.rules import Rule, read_rules
from tests.python.faults.contract import good_row
from tests.python.faults.delivery import write_table
from tests.python.gate.test_gate_rules import judged
from tests.python.gate.typed import TABLES
from tests.python.mini_project import REAL_PROJECT

NAMES = ("tickets_status_understood", "calls_outcome_understood", "surveys_scale_named")
OVERNIGHT = "business_hours_close_time_after_open_time"


def _rules(*names: str) -> list[Rule]:
    found = read_rules(REAL_PROJECT / "expectations", TABLES)
    return [rule for rule in found if rule.name in names]


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return _rules(*NAMES, OVERNIGHT)


def _message(raw: Path, rules: list[Rule]) -> Any:  # noqa: ANN401
    return judged(raw, rules)["message"]


@pytest.mark.parametrize(
    ("rows", "unknown", "is_refused"),
    [(20, 3, True), (20, 2, False), (19, 19, False), (1000, 100, False), (1000, 101, True)],
)
def test_unknown_words(
    tmp_path: Path, rules: list[Rule], rows: int, unknown: int, is_refused: bool
) -> None:
    outcomes = ["ZZTIMEOUT" if number < unknown else "answered" for number in range(rows)]
    calls = [good_row("calls", call_id=f"C{n}", outcome=word) for n, word in enumerate(outcomes)]
    write_table(tmp_path / "calls.csv", "calls", calls)
    message = _message(tmp_path, rules)
    assert bool(message) == is_refused
    if is_refused:
        assert "such as 'ZZTIMEOUT'" in message
        assert "neither as offered nor as lost" in message


def test_words_of_one_system_are_unknown_in_another(tmp_path: Path, rules: list[Rule]) -> None:
    """Shipped words hold for every system."""
    tickets = [
        good_row("tickets", ticket_id=f"T{number}", status="Closed", source_system="zd")
        for number in range(30)
    ]
    write_table(tmp_path / "tickets.csv", "tickets", tickets)
    assert _message(tmp_path, rules) is None


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        ("ticket_status_groups", {"answered", "replied", "پاسخ داده شده"}),
        ("priority_groups", {"1", "2", "3", "4", "5"}),
    ],
)
def test_words_that_mean_opposite_things_hold_for_no_system_but_their_own(
    seed: str, words: set[str]
) -> None:
    with (REAL_PROJECT / f"seeds/rules/{seed}.csv").open(encoding="utf-8", newline="") as file:
        shipped = [row for row in csv.reader(file) if not row[2]]
    assert shipped
    assert words & {word for word, *_ in shipped} == set()


@pytest.mark.parametrize(
    ("score", "is_read"),
    [("Good", True), ("خوب", True), ("5", True), ("Meh", False), ("4/5", False)],
)
def test_scores_that_are_words(tmp_path: Path, score: str, is_read: bool) -> None:
    rules = _rules("surveys_score_understood", "surveys_score_readable")
    surveys = [good_row("surveys", survey_id=f"S{n}", score=score) for n in range(100)]
    write_table(tmp_path / "surveys.csv", "surveys", surveys)
    report = judged(tmp_path, rules)
    outcomes = {one["outcome"] for one in report["rules"]}
    assert outcomes == ({"passed"} if is_read else {"failed"})


@pytest.mark.parametrize(("seconds", "is_doubtful"), [(4, False), (6, True)])
def test_two_clocks_of_one_call(tmp_path: Path, seconds: int, is_doubtful: bool) -> None:
    call = good_row("calls", queued_at="2025-03-03T10:00:10Z")
    answered = f"2025-03-03T10:00:{10 - seconds:02}Z"
    write_table(tmp_path / "calls.csv", "calls", [{**call, "answered_at": answered}])
    report = judged(tmp_path, _rules("calls_answered_at_after_queued_at"))
    assert [one["outcome"] == "failed" for one in report["rules"]] == [is_doubtful]


@pytest.mark.parametrize(
    ("kind", "scores", "scale", "sentence"),
    [
        ("csat", ["10", "9", "2"], {}, "csat scores go from 2 to 10 on a scale of 1 to 5"),
        ("csat", ["0", "1"], {}, "csat scores go from 0 to 1 on a scale of 1 to 5"),
        ("nps", ["100", "50"], {}, "nps scores go from 50 to 100 on a scale of 0 to 10"),
        ("csat", ["10", "9", "2"], {"scale_min": "0", "scale_max": "10"}, None),
        ("csat", ["5"] * 19 + ["9"], {}, None),
        ("csat", ["0", "1"], {"source_system": "zendesk"}, None),
        ("csat", ["-3", "3"], {"source_system": "Freshdesk"}, None),
        ("csat", ["5"] * 18 + ["9"], {}, "csat scores go from 5 to 9 on a scale of 1 to 5"),
    ],
)
def test_scores_off_their_scale(
    tmp_path: Path,
    rules: list[Rule],
    kind: str,
    scores: list[str],
    scale: dict[str, str],
    sentence: str | None,
) -> None:
    surveys = [
        good_row("surveys", survey_id=f"S{turn}-{n}", survey_type=kind, score=score, **scale)
        for turn in range(10)
        for n, score in enumerate(scores)
    ]
    write_table(tmp_path / "surveys.csv", "surveys", surveys)
    message = _message(tmp_path, rules)
    assert sentence in message if sentence else message is None


@pytest.mark.parametrize(("off", "is_refused"), [(2, False), (3, True)])
def test_a_slip_is_no_other_scale(
    tmp_path: Path, rules: list[Rule], off: int, is_refused: bool
) -> None:
    scores = ["77" if number < off else "5" for number in range(10)]
    surveys = [good_row("surveys", survey_id=f"S{n}", score=one) for n, one in enumerate(scores)]
    write_table(tmp_path / "surveys.csv", "surveys", surveys)
    assert bool(_message(tmp_path, rules)) == is_refused


@pytest.mark.parametrize(
    ("opens", "closes", "is_doubtful"),
    [("22:00", "06:00", False), ("09:00", "09:00", True), ("18:00", "09:00", False),
     ("18:00", "17:00", True), ("09:00", "18:00", False)],
)  # fmt: skip
def test_hours_past_midnight(
    tmp_path: Path, rules: list[Rule], opens: str, closes: str, is_doubtful: bool
) -> None:
    """They add the business time up to the next day's closing: see the unit test of openings."""
    hours = [
        good_row("business_hours", iso_weekday=f"{day}", open_time=opens, close_time=closes)
        for day in range(1, 8)
    ]
    write_table(tmp_path / "business_hours.csv", "business_hours", hours)
    write_table(tmp_path / "tickets.csv", "tickets", [good_row("tickets")])
    report = judged(tmp_path, rules)
    failed = [one["rule"] for one in report["rules"] if one["outcome"] == "failed"]
    assert failed == ([OVERNIGHT] if is_doubtful else [])
