"""Rules that follow from the contract: what every required column and every key must keep."""

from collections.abc import Iterator

from scripts.gate.contract import RawTable
from scripts.gate.rules import Rule

# Rows from which a share is refused, and the share that must be good then.
REFUSED_BELOW = ((100, 0.90), (10, 0.75))
# From one row in a hundred on.
WARNED_BELOW = 0.99 + 1e-9
FORMS = {
    "timestamp": "a time like 2025-03-01T10:00:00Z",
    "date": "a date like 2025-03-01",
    "time": "a time of day like 09:00",
    "integer": "a whole number like 3",
    "double": "a number like 2.5",
    "boolean": "yes or no, true or false, 1 or 0",
}
REASONS = {
    "timestamp": ", most often because the export changed its date format",
    "date": ", most often because the export changed its date format",
}
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
    kind = table.columns[column]["data_type"]
    thing = table.name.replace("_", " ")
    lost = f"no {column}" if kind == "text" else f"no {column} that can be read"
    reason = REASONS.get(kind, "")
    form = f" Write {FORMS[kind]}." if kind in FORMS else ""
    effect = "they are quarantined and missing from every number"
    yield Rule(
        name=f"{table.name}_{column}_{'present' if kind == 'text' else 'readable'}",
        table=table.name,
        severity="critical",
        why=f"Too many {thing} have {lost}{reason}: {effect}.{form}",
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
        why=f"Some {thing} have {lost}: {effect}.{form}",
        place=PLACE,
        expect="expect_column_values_to_not_be_null",
        column=column,
        mostly=WARNED_BELOW,
    )


def _contradicted(table: RawTable, column: str) -> Iterator[Rule]:
    thing = table.name.replace("_", " ")
    # One or two such ids are slips, however few ids there are.
    for severity, share, many in (("critical", "0.1, 3", "Many"), ("warning", "0.01", "Some")):
        yield Rule(
            name=f"{table.name}_{column}_{'one_per_key' if many == 'Many' else 'consistent'}",
            table=table.name,
            severity=severity,
            why=(
                f"{many} ids of {thing} are given to rows with different values of {column}, as "
                "if they were different things. Only the newest row of each id counts, so the "
                f"others vanish; give each its own {table.key[0]}, or name its source_system."
            ),
            place=PLACE,
            sql=f"select * from contradicted('{table.name}', '{column}', {share})",  # noqa: S608
            column=column,
            min_rows=10,
        )
