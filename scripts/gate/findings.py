"""What a rule found, or why it was skipped."""

from dataclasses import dataclass, field
from typing import Any

from scripts.gate.relations import RawRelations
from scripts.gate.rules import Rule
from scripts.texts.locale import load_texts


@dataclass(frozen=True)
class Skip:
    """Why a rule is skipped: a text of `gate.skips`, and what it names."""

    text: str
    places: dict[str, Any]

    def __str__(self) -> str:
        """The reason in English."""
        shown = {
            name: f"{value:,}" if isinstance(value, int) else value
            for name, value in self.places.items()
        }
        return str(load_texts("en")["gate"]["skips"][self.text]).format(**shown)


@dataclass
class Finding:
    """What one rule found."""

    rule: Rule
    outcome: str = "passed"
    row_count: int = 0
    failed_count: int = 0
    samples: list[str] = field(default_factory=list)
    detail: str = ""
    skip: Skip | None = None
    example: str = ""
    is_of_rows: bool = True

    @property
    def share(self) -> float | None:
        """Failed rows by checked rows; None where rows were not what was counted."""
        return self.failed_count / self.row_count if self.row_count else None


def skip_reason(rule: Rule, relations: RawRelations) -> Skip | None:
    """Why a rule is skipped on this delivery; None if it applies."""
    delivered = relations.delivered
    for needed in (rule.table, *rule.needs):
        name, _, column = needed.partition(".")
        if name not in delivered:
            return Skip("table", {"table": name})
        if column and column not in delivered[name].columns:
            return Skip("column", {"table": name, "column": column})
    own = delivered[rule.table]
    for column in sorted(rule.columns):
        name = column.removesuffix("_is_valid")
        if name in own.table.columns and name not in own.columns:
            return Skip("column", {"table": rule.table, "column": name})
    if own.row_count < rule.min_rows:
        places = {"table": rule.table, "rows": own.row_count, "needed": rule.min_rows}
        return Skip("rows", places)
    return None
