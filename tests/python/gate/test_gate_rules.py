"""Each rule is broken once, and the report says so in the rule's own words."""

import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scripts.gate.generated import contract_rules
from scripts.gate.report import describe
from scripts.gate.rules import Rule, read_rules
from tests.python.gate.breaks import HAPPENED_AT, broken, deliveries
from tests.python.gate.clean_raw import Tables, clean_tables, write_tables
from tests.python.gate.typed import TABLES, typed
from tests.python.mini_project import REAL_PROJECT

NOW, LATER = "2025-07-01T00:00:00Z", "2025-12-01"


def judged(raw: Path, rules: list[Rule], as_of: str = NOW) -> dict[str, Any]:
    """The report on some rules alone."""
    with warnings.catch_warnings():
        # Great Expectations warns of its own future, not of ours.
        warnings.simplefilter("ignore")
        from scripts.gate.judge import judge

        relations = typed(raw, as_of)
        return describe(judge(rules, relations), relations)


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    """The shipped rules."""
    found = contract_rules(TABLES) + read_rules(REAL_PROJECT / "expectations", TABLES)
    assert {rule.table for rule in found} == set(TABLES), "every raw table has rules"
    return found


@pytest.fixture(scope="module")
def clean() -> Tables:
    """A delivery that breaks no rule."""
    return clean_tables()


def test_clean_delivery_breaks_nothing(rules: list[Rule], clean: Tables, tmp_path: Path) -> None:
    report = judged(write_tables(clean, tmp_path), rules)
    assert [rule["rule"] for rule in report["rules"] if rule["outcome"] != "passed"] == []
    assert report["verdict"] == "passed"


def test_every_rule_is_broken_once(rules: list[Rule], clean: Tables, tmp_path: Path) -> None:
    unreported = []
    for name, some in deliveries(rules).items():
        raw = write_tables(broken(some, clean), tmp_path / name.replace(" ", "_"))
        report = judged(raw, some, as_of=LATER if name == "stale" else NOW)
        found = {record["rule"]: record for record in report["rules"]}
        for rule in some:
            record = found[rule.name]
            if record["outcome"] != "failed":
                unreported.append(f"{name}: {rule.name} {record['outcome']} {record['detail']}")
            assert record["why"] == rule.why
            assert record["severity"] == rule.severity
            assert record["samples"] or not rule.sql, f"{rule.name} shows nothing"
        critical = [rule for rule in some if rule.severity == "critical"]
        assert report["verdict"] == ("refused" if critical else "passed")
        failed = [record["severity"] for record in report["rules"] if record["outcome"] == "failed"]
        assert failed == sorted(failed), "critical rules stand before warnings"
    assert unreported == []


def test_history_may_end_and_swell_as_it_likes(
    rules: list[Rule], clean: Tables, tmp_path: Path
) -> None:
    """What is loaded long after it happened breaks no rule about the present volume."""
    of_the_present = [rule for rule in rules if "_now(" in (rule.sql or "")]
    for name, some in deliveries(of_the_present).items():
        raw = write_tables(broken(some, clean), tmp_path / name)
        report = judged(raw, some, as_of="")
        assert {rule["outcome"] for rule in report["rules"]} == {"passed"}, name


def test_a_row_of_today_is_no_week(rules: list[Rule], clean: Tables, tmp_path: Path) -> None:
    """One wrong time behind a history that ended weeks ago refuses nothing."""
    tables = dict(clean)
    for table, at in HAPPENED_AT.items():
        newest = max(clean[table], key=lambda row: row[at])
        tables[table] = [row for row in clean[table] if row[at] < "2025-06-10"] + [newest]
    of_the_present = [rule for rule in rules if "_now(" in (rule.sql or "")]
    report = judged(write_tables(tables, tmp_path), of_the_present)
    assert {rule["outcome"] for rule in report["rules"]} == {"passed"}


def test_reasons_are_their_own(rules: list[Rule]) -> None:
    repeated = Counter((rule.table, rule.why) for rule in rules)
    assert [reason for reason, count in repeated.items() if count > 1] == []
    assert all(rule.why.endswith(".") and len(rule.why) > 25 for rule in rules)
