"""What a rule found, or why it could not be judged."""

from dataclasses import dataclass, field

from scripts.gate.relations import RawRelations
from scripts.gate.rules import Rule


@dataclass
class Finding:
    """What one rule found."""

    rule: Rule
    outcome: str = "passed"
    row_count: int = 0
    failed_count: int = 0
    samples: list[str] = field(default_factory=list)
    detail: str = ""
    example: str = ""
    is_of_rows: bool = True

    @property
    def share(self) -> float | None:
        """Failed rows by judged rows; None where rows were not what was counted."""
        return self.failed_count / self.row_count if self.row_count else None


def skip_reason(rule: Rule, relations: RawRelations) -> str | None:
    """Why a rule cannot be judged on this delivery; None where it can."""
    delivered = relations.delivered
    for needed in (rule.table, *rule.needs):
        name, _, column = needed.partition(".")
        if name not in delivered:
            return f"{name} was not delivered"
        if column and column not in delivered[name].columns:
            return f"{name} came without the column {column}"
    own = delivered[rule.table]
    for column in sorted(rule.columns):
        name = column.removesuffix("_is_valid")
        if name in own.table.columns and name not in own.columns:
            return f"{rule.table} came without the column {name}"
    if own.row_count < rule.min_rows:
        return f"{rule.table} has {own.row_count:,} rows; the rule needs {rule.min_rows:,}"
    return None
