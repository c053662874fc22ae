"""The raw contract as Python sees it, from the sources' YAML, and one good row per raw table."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from tests.python.mini_project import REAL_PROJECT

GOOD_VALUES = {
    "timestamp": "2025-03-03T10:00:00Z",
    "date": "2025-03-03",
    "time": "09:00",
    "integer": "3",
    "double": "2.5",
    "duration": "2.5",
    "boolean": "true",
}
GOOD_WORDS = {
    "status": "open",
    "event_type": "created",
    "outcome": "answered",
    "survey_type": "csat",
    "dimension": "empathy",
    "metric": "first_reply",
    "priority": "high",
    "timezone": "Europe/Berlin",
    "category": "people",
    "currency": "EUR",
}
# Two required times of one row that may not be the same.
LATER = {"close_time": "17:00", "ended_at": "2025-03-03T12:00:00Z"}


@dataclass(frozen=True)
class Column:
    """One raw column of the contract."""

    table: str
    name: str
    kind: str
    meta: dict[str, Any]

    @property
    def is_required(self) -> bool:
        """Whether a row without it is set aside."""
        return bool(self.meta.get("required"))


@cache
def contract() -> dict[str, list[Column]]:
    """The columns of every raw table, by its name."""
    tables: dict[str, list[Column]] = {}
    for path in sorted((REAL_PROJECT / "models" / "staging").glob("*/_*__sources.yml")):
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]:
            for table in source["tables"]:
                tables[table["name"]] = [
                    Column(
                        table["name"],
                        column["name"],
                        column["data_type"],
                        column.get("config", {}).get("meta", {}),
                    )
                    for column in table["columns"]
                ]
    return tables


@cache
def base_models() -> dict[str, str]:
    """The base model of every raw table."""
    paths = (REAL_PROJECT / "models" / "staging").glob("*/base/base_*.sql")
    return {path.stem.split("__", 1)[1]: path.stem for path in paths}


def good_row(table: str, **values: str) -> dict[str, str]:
    """A row that is accepted: every required column, and what is given."""
    row = {
        column.name: LATER.get(
            column.name,
            GOOD_VALUES.get(column.kind) or GOOD_WORDS.get(column.name, f"{column.name}-1"),
        )
        for column in contract()[table]
        if column.is_required
    }
    return {**row, **values}
