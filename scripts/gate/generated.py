"""Rules that follow from the contract: what every required column and every key must keep."""

from collections.abc import Iterator
from typing import Any

from scripts.base.ranges import LANGUAGES
from scripts.gate.contract import RawTable
from scripts.gate.rules import Rule
from scripts.texts.locale import load_texts

# Rows from which a share is refused, and the share that must be good then.
REFUSED_BELOW = ((100, 0.90), (10, 0.75))
# From one row in a hundred on.
WARNED_BELOW = 0.99 + 1e-9
DATES = ("timestamp", "date")
PLACE = "the raw contract"


def contract_rules(tables: dict[str, RawTable]) -> list[Rule]:
    """Rules about required columns and keys, for every raw table."""
    return [rule for table in tables.values() for rule in _rules_of(table)]


def _rules_of(table: RawTable) -> Iterator[Rule]:
    for column in table.readable:
        if table.meta(column).get("required"):
            yield from _required(table, column)
    if table.created_at:
        yield from _contradicted(table, table.created_at)


def _required(table: RawTable, column: str) -> Iterator[Rule]:
    is_text = table.columns[column]["data_type"] == "text"
    lost = "missing" if is_text else "unreadable"
    yield Rule(
        name=f"{table.name}_{column}_{'present' if is_text else 'readable'}",
        table=table.name,
        severity="critical",
        **_said(f"{lost}_many", table, column),
        place=PLACE,
        expect="expect_column_values_to_not_be_null",
        column=column,
        min_rows=min(rows for rows, _ in REFUSED_BELOW),
        tiers=REFUSED_BELOW,
    )
    yield Rule(
        name=f"{table.name}_{column}_complete",
        table=table.name,
        severity="warning",
        **_said(f"{lost}_some", table, column),
        place=PLACE,
        expect="expect_column_values_to_not_be_null",
        column=column,
        mostly=WARNED_BELOW,
    )


def _contradicted(table: RawTable, column: str) -> Iterator[Rule]:
    # One or two such ids are slips, however few ids there are.
    for severity, share, many in (("critical", "0.1, 3", "many"), ("warning", "0.01", "some")):
        yield Rule(
            name=f"{table.name}_{column}_{'one_per_key' if many == 'many' else 'consistent'}",
            table=table.name,
            severity=severity,
            **_said(f"contradicted_{many}", table, column),
            place=PLACE,
            sql=f"select * from contradicted('{table.name}', '{column}', {share})",  # noqa: S608
            column=column,
            min_rows=10,
        )


def _said(key: str, table: RawTable, column: str) -> dict[str, Any]:
    """Why the rule matters: a text of `gate.contract`, in English and in the other languages."""
    kind = table.columns[column]["data_type"]
    is_id = table.meta(column).get("identifier")
    reason = "changed_format" if kind in DATES else "rounded_ids" if is_id else None
    said = {}
    for language in LANGUAGES:
        texts = load_texts(language)["gate"]["contract"]
        said[language] = texts[key].format(
            # Only the English sentence speaks of its rows: "some agent shifts have".
            table=table.name.replace("_", " ") if language == "en" else table.name,
            column=column,
            key=table.key[0],
            form=texts["forms"].get(kind),
            reason=texts[reason] if reason else "",
        )
    return {"why": said.pop("en"), "translations": said}
