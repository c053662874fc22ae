"""The gate as part of a run: what it leaves in the record and in the release."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scripts.base import settings
from tests.python.conftest import Warehouse, error_sentence
from tests.python.mini_project import REAL_PROJECT

PERSONAL = (r"person\.\d", r"\+999", r"SUBJ-\d", r"COMMENT-\d", r"Fictional-\d")
RULE = """rules:
  - rule: calls_id_present
    {key}: expect_colum_values_to_not_be_null
    column: call_id
    severity: critical
    why: Calls without an id are lost.
"""


CALL = "call_id,started_at,outcome\nL1,2025-01-01,answered\n"


def _record(exports: Path) -> dict[str, Any]:
    newest = max((exports / "runs").glob("*/run.json"))
    record: dict[str, Any] = json.loads(newest.read_text(encoding="utf-8"))
    return record


def test_without_rules_and_without_asking(project: Path, warehouse: Warehouse) -> None:
    """The mini project has no contract: a gate that was asked would end the run."""
    exports = project / "exports"
    outcome = warehouse("run")
    assert outcome.code == 0, outcome.err
    assert "Gate: no rules" in outcome.out
    assert _record(exports)["gate"]["verdict"] == "no rules"

    (project / "expectations").mkdir()
    (project / "expectations" / "calls.yml").write_text(RULE)
    outcome = warehouse("run", "--skip-gate")
    assert outcome.code == 0, outcome.err
    assert "Gate: skipped" in outcome.out
    assert _record(exports)["gate"]["verdict"] == "skipped"
    published = json.loads((exports / "current" / "gate.json").read_text())
    assert published["verdict"] == "skipped"

    outcome = warehouse("run")
    assert outcome.code == 2
    assert "the contract has no raw table calls" in error_sentence(outcome)
    assert _record(exports)["nodes"] == [], "refused before anything is built"


@pytest.fixture
def with_one_rule(tmp_path: Path, new_exports: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real project with another rule and one call; returns the file of that rule."""
    project = tmp_path / "project"
    (project / "expectations").mkdir(parents=True)
    for name in ("dbt_project.yml", "profiles", "macros", "models", "seeds", "tests", "analyses"):
        (project / name).symlink_to(REAL_PROJECT / name)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/calls.csv").write_text(CALL)
    monkeypatch.setattr(settings, "PROJECT", project)
    monkeypatch.setenv("SUPPORT_KPI_RAW_PATH", str(tmp_path / "raw"))
    return project / "expectations" / "calls.yml"


def test_wrong_rules_end_with_code_2(with_one_rule: Path, warehouse: Warehouse) -> None:
    with_one_rule.write_text(RULE.format(key="expct"))
    outcome = warehouse("check")
    assert outcome.code == 2
    assert "expectations/calls.yml line 3: a rule has no key 'expct'" in error_sentence(outcome)
    with_one_rule.write_text(RULE.format(key="expect"))
    outcome = warehouse("check")
    assert outcome.code == 2
    sentence = error_sentence(outcome)
    assert "calls.yml line 2: there is no expectation 'expect_colum_values_to_not" in sentence
    assert "did you mean 'expect_column_values_to_not_be_null'" in sentence
    with_one_rule.write_text(
        RULE.format(key="sql").replace("expect_colum", "select 1 from nothing_")
    )
    outcome = warehouse("check")
    assert outcome.code == 2
    assert "the SQL of calls_id_present cannot be run" in error_sentence(outcome)


def test_check_of_a_broken_file(with_one_rule: Path, warehouse: Warehouse, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with_one_rule.write_text(RULE.format(key="expect").replace("colum_", "column_"))
    (raw / "calls.csv").write_text("call_id,started_at,outcome\nL1,2025-01-01,answered,again\n")
    outcome = warehouse("check")
    assert outcome.code == 3
    assert "calls.csv" in error_sentence(outcome)
    assert "line 2" in error_sentence(outcome)
    (raw / "calls.csv").write_text("call_id,outcome\nL1,answered\n")
    outcome = warehouse("check")
    assert outcome.code == 3
    assert "'calls.csv' lacks the column 'started_at'" in error_sentence(outcome)
    (raw / "calls.csv").write_text("call_id,started_at,outcome,mood\nL1,soon,answered,good\n")
    outcome = warehouse("check")
    assert outcome.code == 3
    unreadable = "1 row of calls has no started_at that can be read, such as 'soon'."
    assert unreadable in error_sentence(outcome)
    (raw / "calls.csv").write_text("call_id,started_at,outcome,mood\nL1,2025-01-01,answered,good\n")
    outcome = warehouse("check")
    assert outcome.code == 0
    assert "Columns that the contract does not know: calls.mood" in outcome.out


def test_release_carries_the_report(sample_release: Path, real_exports: Path) -> None:
    report = json.loads((sample_release / "gate.json").read_text(encoding="utf-8"))
    page = (sample_release / "gate.html").read_text(encoding="utf-8")
    assert report["verdict"] == "passed"
    assert report["counts"]["critical"] == 0
    # The sample lacks the telephone bills of one month; at Christmas nobody calls, few order.
    warned = ["calls_day_without_rows", "costs_category_gap", "orders_too_few"]
    assert [r["rule"] for r in report["rules"] if r["outcome"] == "failed"] == warned
    assert "2025-03 telecom" in page
    record = json.loads((real_exports / "runs" / sample_release.name / "run.json").read_text())
    assert record["gate"]["counts"] == report["counts"]
    assert [rule["rule"] for rule in record["gate"]["failed"]] == warned
    built = [node["unique_id"] for node in record["nodes"]]
    assert len(built) == len(set(built)), "what the gate has read is built once"
    names = ("base_helpdesk__tickets", "stg_helpdesk__tickets", "kpi_values")
    assert {f"model.support_kpi.{name}" for name in names} <= set(built)
    for personal in PERSONAL:
        assert not re.search(personal, json.dumps(report, ensure_ascii=False) + page), personal
