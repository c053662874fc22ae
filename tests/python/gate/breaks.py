"""For every rule, what a delivery must look like to break it.

Rules that read different columns are broken in one delivery; those that need other rows (a week
that is missing, keys that repeat) get a delivery per kind.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from scripts.gate.rules import Rule
from tests.python.gate.clean_raw import Row, Tables

HELPER = re.compile(r"from (\w+)\('(\w+)'(?:, '(\w+)')?")
LAST_WEEK, LAST_MONTH = "2025-06-23", "2025-06-02"
HAPPENED_AT = {
    "tickets": "created_at",
    "ticket_events": "occurred_at",
    "calls": "started_at",
    "surveys": "sent_at",
    "orders": "ordered_at",
    "product_returns": "received_at",
    "help_center_events": "occurred_at",
}
KEYS = {"tickets": "ticket_id", "calls": "call_id", "surveys": "survey_id", "orders": "order_id"}
KEYS |= {"ticket_events": "event_id", "help_center_events": "event_id"}
KEYS |= {"product_returns": "return_id"}
# A helper of one table, and the one that it calls.
CALLED = {"calls_under_new_ids": "under_new_ids"}


def deliveries(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Rules by the delivery that breaks them."""
    found: dict[str, list[Rule]] = {}
    taken: dict[str, set[tuple[str, str]]] = {}
    for rule in rules:
        kind = _kind(rule)
        if kind == "values":
            columns = {(rule.table, name.removesuffix("_is_valid")) for name in rule.columns}
            number = 1
            while columns & taken.setdefault(f"values {number}", set()):
                number += 1
            kind = f"values {number}"
            taken[kind] |= columns
        found.setdefault(kind, []).append(rule)
    return found


def broken(rules: list[Rule], clean: Tables) -> Tables:
    """A delivery that breaks all of the rules, of the tables that they look at."""
    named = {name.split(".")[0] for rule in rules for name in (rule.table, *rule.needs)}
    tables = {name: [dict(row) for row in clean[name]] for name in named}
    for rule in rules:
        BREAKS[_kind(rule)](rule, tables)
    return tables


def _kind(rule: Rule) -> str:
    helper = _helper(rule)[0]
    if rule.name in OWN_BREAKS:
        return "own"
    return "values" if helper in ("", "unmapped", "orphans") else CALLED.get(helper, helper)


def _helper(rule: Rule) -> tuple[str, str, str]:
    found = HELPER.search(rule.sql or "")
    return (found[1], found[2], found[3] or "") if found else ("", rule.table, "")


def _break_values(rule: Rule, tables: Tables) -> None:
    column = (rule.column or rule.arguments["column_A"]).removesuffix("_is_valid")
    arguments = rule.arguments
    if "column_A" in arguments:
        is_day = len(next(r[column] for r in tables[rule.table] if r[column])) == 10
        value = "2020-01-01" if is_day else "2020-01-01T00:00:00Z"
        value = "00:30" if column == "close_time" else value
    elif "max_value" in arguments:
        value = str(arguments["max_value"] + 1)
    else:
        # No id, no time, no number, no word that a mapping knows.
        value = "" if rule.expect == "expect_column_values_to_not_be_null" else "zzz"
    for row in tables[rule.table]:
        row[column] = value


def _break_keys(rule: Rule, tables: Tables) -> None:
    column = _helper(rule)[2]
    rows = tables[rule.table]
    other = {"survey_type": "nps", "country": "IR", "month": "2024-01-01"}.get(column)
    other = other or ("2025-03-03T03:03:03Z" if column.endswith("_at") else "other")
    rows += [{**row, column: other} for row in rows]


def _repeat(rule: Rule, tables: Tables) -> None:
    tables[rule.table] += [dict(row) for row in tables[rule.table]]


def _again(rule: Rule, tables: Tables) -> None:
    key = KEYS[rule.table]
    tables[rule.table] += [{**row, key: row[key] + "again"} for row in tables[rule.table]]


def _few(rule: Rule, tables: Tables) -> None:
    at = HAPPENED_AT[rule.table]
    rows = tables[rule.table]
    newest = [row for row in rows if row[at] >= LAST_WEEK]
    tables[rule.table] = [row for row in rows if row[at] < LAST_WEEK] + newest[:3] + newest[-3:]


def _many(rule: Rule, tables: Tables) -> None:
    at, key = HAPPENED_AT[rule.table], KEYS[rule.table]
    newest = [row for row in tables[rule.table] if row[at] >= LAST_WEEK]
    more = [{**row, key: f"{row[key]}again{turn}"} for row in newest for turn in range(12)]
    tables[rule.table] += more


def _empty_day(rule: Rule, tables: Tables) -> None:
    at = HAPPENED_AT[rule.table]
    tables[rule.table] = [r for r in tables[rule.table] if not r[at].startswith("2025-06-17")]


def _change_mix(rule: Rule, tables: Tables) -> None:
    _recent(rule, tables, lambda row, column: row[column] + "2")


def _empty(rule: Rule, tables: Tables) -> None:
    _recent(rule, tables, lambda row, column: "")


def _recent(rule: Rule, tables: Tables, value: Callable[[Row, str], str]) -> None:
    for row in tables[rule.table]:
        if row[HAPPENED_AT[rule.table]] >= LAST_MONTH:
            row[rule.column or ""] = value(row, rule.column or "")


def _own(rule: Rule, tables: Tables) -> None:
    OWN_BREAKS[rule.name](tables)


def _set(table: str, column: str, value: str) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        for row in tables[table]:
            row[column] = value

    return change


def _drop(table: str, column: str, start: str) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        tables[table] = [row for row in tables[table] if not row[column].startswith(start)]

    return change


def _days_earlier(table: str, column: str) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        for row in tables[table]:
            moment = datetime.fromisoformat(row[column]) - timedelta(days=9)
            row[column] = moment.isoformat()

    return change


def _second_schedule(tables: Tables) -> None:
    rows = tables["business_hours"]
    rows += [{**row, "schedule_id": "S2"} for row in rows]
    rows[0]["timezone"] = "Asia/Tehran"


def _drop_scale(tables: Tables) -> None:
    for row in tables["surveys"][::2]:
        row.update(score="9", scale_min="", scale_max="")


def _jump(tables: Tables) -> None:
    for row in tables["costs"]:
        if row["month"] == "2025-06-01":
            row["amount"] = "9000"


BREAKS: dict[str, Callable[[Rule, Tables], None]] = {
    "values": _break_values,
    "reused_keys": _break_keys,
    "contradicted": _break_keys,
    "repeated_in_file": _repeat,
    "under_new_ids": _again,
    "stale": lambda rule, tables: None,
    "too_few_rows": _few,
    "too_few_now": _few,
    "too_many_rows": _many,
    "too_many_now": _many,
    "empty_days": _empty_day,
    "changed_mix": _change_mix,
    "emptied": _empty,
    "own": _own,
}
OWN_BREAKS: dict[str, Callable[[Tables], None]] = {
    "ticket_events_status_known": _set("ticket_events", "new_value", "zzz"),
    "ticket_events_after_created": _days_earlier("ticket_events", "occurred_at"),
    "ticket_events_agent_delivered": _set("ticket_events", "actor_id", "ghost"),
    "surveys_score_on_scale": _set("surveys", "score", "9"),
    "quality_reviews_score_on_scale": _set("quality_reviews", "score", "9"),
    "surveys_scale_named": _drop_scale,
    "business_hours_close_time_after_open_time": _set("business_hours", "close_time", "08:30"),
    "calls_answered_at_after_queued_at": _set("calls", "answered_at", "2020-01-01T00:00:00Z"),
    "agent_shifts_length_plausible": _set("agent_shifts", "ended_at", "2025-12-31T00:00:00Z"),
    "orders_currency_known": _set("orders", "currency", "ZZZ"),
    "product_returns_not_more_than_ordered": _set("product_returns", "units", "9"),
    "product_returns_after_order": _days_earlier("product_returns", "received_at"),
    "costs_currency_known": _set("costs", "currency", "ZZZ"),
    "costs_month_without_rows": _drop("costs", "month", "2025-03"),
    "costs_category_gap": _drop("costs", "cost_id", "X4-telecom"),
    "costs_newest_month_jumps": _jump,
    "business_hours_one_zone": lambda tables: None,
    "business_hours_one_default": _second_schedule,
    "holidays_cover_the_present": _set("holidays", "holiday_date", "2021-01-01"),
}
