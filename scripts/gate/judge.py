"""Runs the rules and says what each of them found."""

import re
from typing import Any

import duckdb

from scripts.artifacts.rows import value_of
from scripts.gate.findings import Finding, skip_reason
from scripts.gate.relations import RawRelations
from scripts.gate.rules import Rule, RuleError, advice

MOST_SAMPLES = 5
RULE_FAULT = re.compile(
    r"(Binder|Catalog|Parser|Conversion) Error|Error: The column|does not exist"
)
# Errors that the text of a rule causes; any other one comes from the files.
RULE_ERRORS = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)


class JudgementError(Exception):
    """A rule could not be evaluated, although it is well-formed."""


def judge(rules: list[Rule], relations: RawRelations) -> list[Finding]:
    """Judge every rule that this delivery allows.

    Raises:
        RuleError: A rule cannot be run as it is written.
        duckdb.Error: A file cannot be read.
    """
    findings = [Finding(rule) for rule in rules]
    open_findings = []
    for finding in findings:
        if reason := skip_reason(finding.rule, relations):
            finding.outcome, finding.skip, finding.detail = "skipped", reason, str(reason)
        else:
            finding.row_count = relations.delivered[finding.rule.table].row_count
            open_findings.append(finding)
    for finding in open_findings:
        if finding.rule.sql:
            _count(finding, relations.connection)
    expected = [finding for finding in open_findings if finding.rule.expect]
    if expected:
        _validate(expected, relations)
    for finding in findings:
        if finding.outcome == "failed":
            finding.example = _example(finding, relations.connection)
    return findings


def _example(finding: Finding, connection: duckdb.DuckDBPyConnection) -> str:
    """A value that breaks the rule, as it was delivered; nothing where only rows are known."""
    rule = finding.rule
    if rule.sql:
        return finding.samples[0] if finding.samples and not finding.is_of_rows else ""
    found = connection.execute(
        f'select min(rejected_value) from "{rule.table}" where rejected_column = $1',  # noqa: S608
        [rule.column],
    )
    return value_of(found) or ""


def _count(finding: Finding, connection: duckdb.DuckDBPyConnection) -> None:
    """Run an `sql` rule once, then count and show what it selected."""
    rule, name = finding.rule, "finding"
    try:
        connection.execute(f"create or replace temp table {name} as {rule.sql}")
    except RULE_ERRORS as error:
        reason = str(error).split("\n", 1)[0]
        raise RuleError(
            f"{rule.place}: the SQL of {rule.name} cannot be run ({reason})."
        ) from error
    finding.failed_count = value_of(connection.execute(f"select count(*) from {name}"))  # noqa: S608
    cursor = connection.execute(f"select distinct * from {name} order by all limit {MOST_SAMPLES}")  # noqa: S608
    names = [column[0] for column in cursor.description or []]
    for first, *others in cursor.fetchall():
        numbers = ", ".join(
            f"{column} {value:,.6g}" if isinstance(value, float) else f"{column} {value}"
            for column, value in zip(names[1:], others, strict=True)
        )
        finding.samples.append(f"{first} ({numbers})" if numbers else str(first))
    if len(names) > 1 or names[0] not in ("row_key", "value", rule.column):
        # Days, weeks or totals were found; a share of rows would mean nothing.
        finding.row_count = 0
    finding.is_of_rows = names == ["row_key"]
    if finding.row_count and rule.column:
        known = f'select count("{rule.column}") from "{rule.table}"'  # noqa: S608
        finding.row_count = value_of(connection.execute(known))
    if finding.failed_count > round((1 - rule.mostly) * finding.row_count, 6):
        finding.outcome = "failed"


def _validate(findings: list[Finding], relations: RawRelations) -> None:
    from great_expectations import ExpectationSuite

    from scripts.gate.engine import open_batches

    expectations = {finding.rule.name: _expectation(finding) for finding in findings}
    batches = open_batches(relations.connection, list({f.rule.table for f in findings}))
    for table, batch in batches.items():
        own = {finding.rule.name: finding for finding in findings if finding.rule.table == table}
        suite = ExpectationSuite(name=table, expectations=[expectations[name] for name in own])
        result = batch.validate(
            suite,
            result_format={
                "result_format": "SUMMARY",
                "unexpected_index_column_names": ["row_key"],
                "partial_unexpected_count": MOST_SAMPLES,
                "exclude_unexpected_values": True,
            },
        )
        for outcome in result.results:
            _take(outcome, own[outcome.expectation_config.meta["rule"]])


def _expectation(finding: Finding) -> Any:  # noqa: ANN401
    """The rule as an object of Great Expectations; wrong names and arguments are found here."""
    from great_expectations import expectations

    rule = finding.rule
    kind = "".join(word.capitalize() for word in (rule.expect or "").split("_"))
    known = [name for name in dir(expectations) if name.startswith("Expect")]
    if kind not in known:
        near = advice(rule.expect or "", map(_snake, known))
        raise RuleError(f"{rule.place}: there is no expectation {rule.expect!r}{near}")
    arguments = dict(rule.arguments)
    if rule.column:
        arguments["column"] = rule.column
    mostly = rule.mostly_of(finding.row_count)
    if mostly < 1:
        arguments["mostly"] = mostly
    try:
        return getattr(expectations, kind)(**arguments, meta={"rule": rule.name})
    except Exception as error:
        reason = " ".join(str(error).split())
        raise RuleError(
            f"{rule.place}: {rule.expect} does not take these arguments ({reason})."
        ) from error


def _take(outcome: Any, finding: Finding) -> None:  # noqa: ANN401
    rule = finding.rule
    if (problem := _exception(outcome.exception_info)) and not outcome.success:
        sentence = f"{rule.place}: {rule.name} cannot be evaluated ({problem})."
        raise RuleError(sentence) if RULE_FAULT.search(problem) else JudgementError(sentence)
    finding.outcome = "passed" if outcome.success else "failed"
    result = outcome.result
    finding.row_count = (result.get("element_count") or 0) - (result.get("missing_count") or 0)
    finding.failed_count = result.get("unexpected_count") or 0
    keys = [
        str(key)
        for row in result.get("partial_unexpected_index_list") or []
        for key in (row["row_key"] if isinstance(row["row_key"], list) else [row["row_key"]])
        if key is not None
    ]
    finding.samples = list(dict.fromkeys(keys))[:MOST_SAMPLES]
    if "observed_value" in result:
        finding.detail = f"observed {result['observed_value']}"


def _exception(info: dict[str, Any]) -> str | None:
    """The message of what went wrong inside Great Expectations, if anything did."""
    for part in [info, *info.values()]:
        if isinstance(part, dict) and part.get("raised_exception"):
            return " ".join(str(part.get("exception_message")).split())[:300]
    return None


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]
