"""The gate's report: `gate.json` for programs, `gate.html` for people."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from markupsafe import Markup

from scripts.base.files import write_json
from scripts.base.personal import holds_personal, shown_name
from scripts.base.shown import printable
from scripts.gate.findings import Finding
from scripts.gate.generated import PLACE as CONTRACT
from scripts.gate.process import PAGE, REPORT
from scripts.gate.relations import RawRelations
from scripts.gate.rules import Rule
from scripts.texts.locale import Formatter
from scripts.texts.safe import isolate
from scripts.texts.templates import page_templates
from scripts.texts.told import Told, script

TEMPLATE = Path(__file__).with_name("page.html")
SMALLEST_SHARE = 0.001
# What is said of a rule where its sentence is not translated, by its expectation or SQL helper.
KINDS = {
    "expect_column_values_to_not_be_null": "missing",
    "expect_column_values_to_match_regex": "form",
    "expect_column_values_to_be_between": "range",
    "expect_column_pair_values_a_to_be_greater_than_b": "order",
    "orphans": "orphans",
    "repeated_in_file": "repeated",
    "unmapped": "unmapped",
    "emptied": "emptied",
    "changed_mix": "mix",
    "too_many_rows": "many",
    "too_many_now": "many",
    "too_few_rows": "few",
    "too_few_now": "few",
    "stale": "stale",
    "reused_keys": "reused",
    "contradicted": "reused",
    "empty_days": "days",
}
ORDER = {"failed": 0, "skipped": 1, "passed": 2}
HIDDEN = "(hidden: it looks like an address or a telephone number)"


def describe(findings: list[Finding], relations: RawRelations) -> dict[str, Any]:
    """Everything the report says, failing rules first and critical ones before warnings."""
    ordered = sorted(
        findings,
        key=lambda f: (ORDER[f.outcome], f.rule.severity != "critical", -(f.share or 0)),
    )
    failed = [finding for finding in ordered if finding.outcome == "failed"]
    critical = [finding for finding in failed if finding.rule.severity == "critical"]
    return {
        "verdict": "refused" if critical else "passed",
        "message": refusal(critical) if critical else None,
        "judged_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "as_of": relations.as_of.isoformat() if relations.as_of else None,
        "counts": {
            "critical": len(critical),
            "warning": len(failed) - len(critical),
            "passed": sum(finding.outcome == "passed" for finding in findings),
            "skipped": sum(finding.outcome == "skipped" for finding in findings),
        },
        "tables": {
            name: delivered.row_count for name, delivered in sorted(relations.delivered.items())
        },
        "columns": {
            name: sorted(map(shown_name, delivered.columns))
            for name, delivered in sorted(relations.delivered.items())
        },
        "unknown_columns": sorted(map(shown_name, relations.unknown_columns)),
        "rules": [_record(finding) for finding in ordered],
    }


def refusal(critical: list[Finding]) -> str:
    """The sentence of a rejected delivery, without its end: the reader's path to the report."""
    first = critical[0]
    rule = first.rule
    others = [finding.rule.name for finding in critical[1:3]]
    more = len(critical) - 1 - len(others)
    also = f", then {', '.join(others)}" if others else ""
    also += f" and {more} more" if more else ""
    by = "a critical rule" if len(critical) == 1 else f"{len(critical)} critical rules"
    return (
        f"The raw files break {by}, first {rule.name} ({_count(first)}){also}: "
        f"{rule.why.rstrip('.')}"
    )


def write_report(content: dict[str, Any], folder: Path, zone: str | None = None) -> None:
    """Write both files; the page needs nothing from anywhere else, and is in all languages.

    Programs read English only.

    Args:
        content: What `describe` says.
        folder: Folder to write into.
        zone: Time zone of instants; UTC where it is not known.
    """
    told = Told(zone=zone if zone in available_timezones() else "UTC")
    environment = page_templates(TEMPLATE.parent)
    environment.globals.update(
        told=told,
        contract=CONTRACT,
        told_script=script(),
        t=told.text,
        number=lambda value: lambda f: f.number(value),
        share=lambda value: lambda f: _share(f, value),
        instant=lambda text: lambda f: f.instant(datetime.fromisoformat(text)),
        why=lambda rule: lambda f: _why(f, rule),
        skipped_for=lambda skip: lambda f: _skip(f, **skip),
    )
    template = environment.get_template(TEMPLATE.name)
    (folder / PAGE).write_text(template.render(content), encoding="utf-8")
    rules = [
        {name: value for name, value in rule.items() if name != "translations"}
        for rule in content["rules"]
    ]
    write_json(folder / REPORT, {**content, "rules": rules})


def _share(f: Formatter, share: float) -> str:
    """A share as a percentage; one that is not nothing never looks like it."""
    return f.percent(share) if share >= SMALLEST_SHARE else f"< {f.percent(SMALLEST_SHARE)}"


def _why(f: Formatter, rule: dict[str, Any]) -> str:
    """Why a rule matters: in the reader's language, else its kind and the English sentence."""
    if f.language == "en":
        return rule["why"]
    if said := rule["translations"].get(f.language):
        return said
    english = Markup('<span lang="en" dir="ltr">{}</span>').format(rule["why"])
    return Markup("{} {}").format(f.word("gate.kinds", rule["kind"]), english)


def _skip(f: Formatter, text: str, **places: str | int) -> str:
    """Why a rule was skipped."""
    told = {
        name: isolate(f.number(value) if isinstance(value, int) else value)
        for name, value in places.items()
    }
    return f.text(f"gate.skips.{text}", **told)


def _kind(rule: Rule) -> str:
    """What kind of thing a rule finds: a key of the texts of all languages."""
    if rule.expect == "expect_column_values_to_be_in_set":
        return "unreadable" if str(rule.column).endswith("_is_valid") else "in_set"
    helper = re.search(r"\bfrom (\w+)\(", rule.sql or "")
    return KINDS.get(rule.expect or (helper[1] if helper else ""), "sql")


def _record(finding: Finding) -> dict[str, Any]:
    rule = finding.rule
    is_rows = finding.share is not None and finding.failed_count <= finding.row_count
    return {
        "rule": rule.name,
        "table": rule.table,
        "column": rule.column,
        "severity": rule.severity,
        "outcome": finding.outcome,
        "why": rule.why,
        "translations": rule.translations,
        "check": rule.expect or "sql",
        "kind": _kind(rule),
        "place": rule.place,
        "allowed_share": round(1 - rule.mostly_of(finding.row_count), 6),
        "judged_rows": finding.row_count,
        "failed_rows": finding.failed_count,
        "failed_share": round(finding.share or 0, 6) if is_rows else None,
        "samples": [shown(sample) for sample in finding.samples],
        "detail": shown(finding.detail),
        "skip": {"text": finding.skip.text, **finding.skip.places} if finding.skip else None,
        "example": shown(finding.example),
    }


def shown(text: str) -> str:
    """A text that may be shown: nothing in it looks like personal data, and it is short."""
    if holds_personal(text):
        return HIDDEN
    text = printable(text)
    return text if len(text) <= 120 else text[:119] + "…"


def _count(finding: Finding) -> str:
    parts = [finding.rule.table]
    if finding.failed_count and finding.row_count:
        parts = [f"{finding.failed_count:,} of {finding.row_count:,} rows of {parts[0]}"]
    example = shown(finding.example)
    if example and example != HIDDEN:
        parts.append(f"such as '{example}'" if finding.row_count else example)
    return ", ".join(parts)
