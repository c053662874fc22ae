"""Mistakes in rules, what the report shows and hides, and the way through the command line."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from markupsafe import escape

from scripts.base.shown import printable
from scripts.gate.findings import Finding, skip_reason
from scripts.gate.generated import PLACE, contract_rules
from scripts.gate.relations import RawRelations
from scripts.gate.report import HIDDEN, describe, shown, write_report
from scripts.gate.rules import Rule, RuleError, read_rules
from scripts.texts.locale import LANGUAGES, load_texts
from tests.python.conftest import Warehouse, error_sentence
from tests.python.gate.typed import TABLES, typed
from tests.python.mini_project import REAL_PROJECT

# Names in a sentence that are the same in every language: columns, files, options.
NAMED = re.compile(r"[\w/]+\.csv|--[a-z-]+|\b[a-z]+(?:_[a-z]+)+\b")
# Signs that the language has and English has not.
SCRIPTS = {
    "fa": re.compile(r"[\u0600-\u06ff]"),
    "ro": re.compile(r"[ăâîșț]|\b(?:nu|sunt|unele|multe|este)\b", re.IGNORECASE),
    "ru": re.compile(r"[а-яё]"),
}
RULE = """rules:
  - rule: calls_some_rule
    expect: expect_column_values_to_not_be_null
    column: call_id
    severity: critical
    why: Calls without an id are lost.
"""
TYPOS = [
    ("severity: critical", "severty: critical", "line 5: a rule has no key 'severty': did you"),
    ("critical", "critcal", "line 5: there is no severity 'critcal': did you mean 'critical'?"),
    ("column: call_id", "column: cal_id", "line 4: calls has no column cal_id: did you mean"),
    ("column: call_id", "mostly: 80", "line 4: 'mostly' is a share from 0 to 1."),
    ("column: call_id", "mostly: most", "line 4: 'mostly' must be a number, not 'most'."),
    ("column: call_id", "needs: [cals]", "line 4: the contract has no raw table cals: did you"),
    ("column: call_id", "sql: select 1", "line 2: a rule has either 'expect' or 'sql'"),
    ("    why: Calls without an id are lost.\n", "", "line 2: the rule lacks the key 'why'."),
    ("why: Calls", "why: [Calls", "calls.yml line 7: this is no valid YAML"),
    ("why: Calls without", "why: {en: a, fr: b} #", "line 6: 'why' has no language 'fr'"),
    ("why: Calls without", "why: {en: a, ru: [b]} #", "line 6: 'why' must be a text in 'ru', not"),
    ("why: Calls without", "why: {ru: b} #", "line 6: 'why' lacks its English sentence"),
    ("rules:", "rulez:", "line 1: the file must hold one list under the key 'rules'."),
    (
        "  - rule: calls_some_rule",
        "  - just words\n  - rule: x",
        "line 2: a rule must be a mapping",
    ),
]


def _rules(folder: Path, text: str, table: str = "calls") -> list[Rule]:
    expectations = folder / "expectations"
    shutil.rmtree(expectations, ignore_errors=True)
    expectations.mkdir()
    (expectations / f"{table}.yml").write_text(text, encoding="utf-8")
    return read_rules(expectations, TABLES)


@pytest.mark.parametrize(("old", "new", "sentence"), TYPOS)
def test_typo_names_file_and_line(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    with pytest.raises(RuleError, match=re.escape(sentence)) as caught:
        _rules(tmp_path, RULE.replace(old, new, 1))
    assert str(caught.value).startswith("expectations/calls.yml")


def test_other_mistakes(tmp_path: Path) -> None:
    twice = RULE + RULE.removeprefix("rules:\n")
    with pytest.raises(RuleError, match="calls.yml line 7: the rule calls_some_rule is in"):
        _rules(tmp_path, twice)
    personal = RULE.replace("call_id", "email")
    with pytest.raises(RuleError, match="email of customers is personal data"):
        _rules(tmp_path, personal, "customers")
    with pytest.raises(RuleError, match="no raw table ticket: did you mean 'tickets'"):
        _rules(tmp_path, RULE, "ticket")


def test_absent_tables_and_columns_skip_their_rules(tmp_path: Path) -> None:
    (tmp_path / "surveys.csv").write_text("survey_id,survey_type\nS1,csat\n")
    rules = read_rules(REAL_PROJECT / "expectations", TABLES)
    relations = typed(tmp_path)
    skips = {rule.name: skip_reason(rule, relations) for rule in rules}
    assert skips["surveys_survey_type_known"] is None
    reasons = {name: str(skip) for name, skip in skips.items()}
    assert reasons["tickets_status_known"] == "tickets was not delivered."
    assert reasons["surveys_score_readable"] == "surveys came without the column score."
    assert reasons["surveys_id_not_reused"] == "surveys has 1 rows; the rule needs 100."
    findings = [
        Finding(rule, "skipped", skip=skips[rule.name], detail=reasons[rule.name])
        for rule in rules
        if skips[rule.name]
    ]
    findings.append(Finding(next(rule for rule in rules if not skips[rule.name])))
    write_report(describe(findings, relations), tmp_path)
    page = (tmp_path / "gate.html").read_text(encoding="utf-8")
    assert "<bdi>tickets</bdi> تحویل نشده است." in page
    assert "<bdi>surveys</bdi> a venit fără coloana <bdi>score</bdi>." in page
    assert "<bdi>surveys</bdi>: строк — <bdi>1</bdi>; правилу нужно <bdi>100</bdi>." in page
    for said in findings[-1].rule.translations.values():
        assert f">{said}</i>" in page, "a kept rule says why it matters, in each language"


def shipped_rules() -> list[Rule]:
    return contract_rules(TABLES) + read_rules(REAL_PROJECT / "expectations", TABLES)


def test_every_rule_says_the_same_in_every_language() -> None:
    others = set(LANGUAGES) - {"en"}
    lacking = [rule.name for rule in shipped_rules() if set(rule.translations) != others]
    assert lacking == []
    for rule in shipped_rules():
        for language, said in rule.translations.items():
            place = f"{rule.place}, {rule.name}, {language}"
            named = set(NAMED.findall(said)) - {rule.table}
            assert named == set(NAMED.findall(rule.why)), place
            assert said.endswith("."), place
            assert SCRIPTS[language].search(said), f"{place}: this is another language"


def test_page_of_a_broken_delivery_has_no_english_for_others(tmp_path: Path) -> None:
    """Whatever is broken or kept, its English sentence is shown to English readers alone."""
    relations = RawRelations(REAL_PROJECT, TABLES)
    findings = [
        Finding(rule, "failed" if number % 2 else "passed", row_count=9, failed_count=9)
        for number, rule in enumerate(shipped_rules())
    ]
    write_report(describe(findings, relations), tmp_path)
    page = (tmp_path / "gate.html").read_text(encoding="utf-8")
    others = re.sub(r"<i lang=en>.*?</i>", "", page)
    assert [f.rule.name for f in findings if str(escape(f.rule.why)) in others] == []
    assert [f.rule.name for f in findings if str(escape(f.rule.why)) not in page] == []
    assert not re.search(rf"{PLACE}|\.yml line \d", others), "nor is the place of a rule in English"
    assert "translations" not in (tmp_path / "gate.json").read_text(encoding="utf-8")


def test_own_rule_is_shown_in_the_languages_it_has(tmp_path: Path) -> None:
    _, page = _report(tmp_path, ["T1"])
    kind = load_texts("ru")["gate"]["kinds"]["missing"]
    sentence = "Calls without an id are lost."
    assert f'<i lang=ru>{kind} <span lang="en" dir="ltr">{sentence}</span></i>' in page
    assert f"<i lang=en>{sentence}</i>" in page
    said = "Звонки без идентификатора теряются."
    rule = RULE.replace(sentence, f"{{en: {sentence}, ru: {said}}}")
    _, page = _report(tmp_path, ["T1"], rule)
    assert f"<i lang=ru>{said}</i>" in page
    assert page.count(f'<span lang="en" dir="ltr">{sentence}</span>') == 2, "fa and ro lack it"


def _report(folder: Path, samples: list[str], rule_text: str = RULE) -> tuple[dict[str, Any], str]:
    """A report on one broken rule with these samples."""
    relations = RawRelations(REAL_PROJECT, TABLES)
    (rule,) = _rules(folder, rule_text.replace("call_id", "ticket_id"), "tickets")
    finding = Finding(rule, "failed", row_count=8, failed_count=len(samples), samples=samples)
    content = describe([finding], relations)
    write_report(content, folder)
    return content, (folder / "gate.html").read_text(encoding="utf-8")


def test_report_escapes_and_needs_no_network(tmp_path: Path) -> None:
    script, formula, arabic = "<script>alert(1)</script>", '=HYPERLINK("x")', "سلام‮"
    content, page = _report(tmp_path, [script, formula, arabic])
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert f"<bdi>{printable(arabic)}</bdi>" in page, (
        "text of the other direction stands in an isolate"
    )
    assert not re.search(r"""(src|href)=["'](?!#)|https?://|url\(""", page)
    assert content["rules"][0]["failed_rows"] == 3
    assert content["message"].startswith("The raw files break a critical rule, first calls_some_")


def test_personal_data_is_hidden() -> None:
    for text in ("ada@example.com", "+999 555 1000000", "call 0040 721 123 456", "(021) 555-0199"):
        assert shown(text) == HIDDEN
    for text in ("T100609", "2025-12-30 (row_count 12, usual_count 350)", "A1|2025-01-01 00:00:00"):
        assert shown(text) == text


def test_command_line(tmp_path: Path, warehouse: Warehouse, new_exports: Path) -> None:
    """One delivery that is refused; its personal data stays out of everything the gate writes."""
    exports, raw = new_exports, tmp_path / "raw"
    raw.mkdir()
    sample = REAL_PROJECT / "data" / "sample"
    shutil.copy(sample / "customers.csv.gz", raw)
    with duckdb.connect() as connection:
        # An export that has put addresses into the id, and has lost the kinds of its surveys.
        connection.execute(f"""
            create table surveys as (
                select * replace (
                    'person.' || substr(customer_id, 2) || '@example.com' as customer_id,
                    'new kind of +999 555 ' || substr(survey_id, 2) as survey_type
                )
                from read_csv('{sample}/surveys.csv.gz', all_varchar = true)
            )
        """)  # noqa: S608
        connection.execute(f"copy surveys to '{raw}/surveys.csv' (header)")
    outcome = warehouse("check", "--raw-path", str(raw))
    assert outcome.code == 3, outcome.err
    sentence = error_sentence(outcome)
    assert "surveys_type_understood" in sentence
    assert "kind that no number uses" in sentence
    assert str(exports / "check" / "gate.html") in sentence
    assert "surveys_customer_id_delivered" in outcome.out.replace("\n", "")
    assert "S300003" in outcome.out
    report = json.loads((exports / "check" / "gate.json").read_text())
    assert report["verdict"] == "refused"
    assert report["rules"][0]["severity"] == "critical"
    files = [path for path in (exports / "check").rglob("*") if path.is_file()]
    written = "".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    for personal in (r"person\.\d", r"\+999", r"SUBJ-\d", r"COMMENT-\d", r"Fictional-\d"):
        assert not re.search(personal, written + outcome.out + outcome.err), personal
