"""The raw contract, read from the sources' YAML."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.base.files import read_yaml


@dataclass(frozen=True)
class RawTable:
    """One raw table of the contract."""

    name: str
    source: str
    columns: dict[str, dict[str, Any]]
    key: tuple[str, ...]

    def meta(self, column: str) -> dict[str, Any]:
        """What the contract says of a column."""
        found: dict[str, Any] = self.columns[column].get("config", {}).get("meta", {})
        return found

    @property
    def readable(self) -> list[str]:
        """Columns that the gate may look at: all but those that say something about a person."""
        return [name for name in self.columns if not self.meta(name).get("pii")]

    def validity(self, name: str) -> str:
        """SQL of whether staging will take a value; NULL where an optional one is missing."""
        if self.meta(name).get("required"):
            return f'"{name}" is not null as "{name}_is_valid"'
        return (
            f'case when "{name}" is not null then true '
            f"when contains(chr(10) || unparsed_values, chr(10) || '{name}: ') then false "
            f'end as "{name}_is_valid"'
        )

    @property
    def happened_at(self) -> str | None:
        """When a row's thing happened; None for tables without such a time."""
        if self.created_at:
            return self.created_at
        return f"coalesce({', '.join(self.occurrences)})" if self.occurrences else None

    @property
    def created_at(self) -> str | None:
        """When the row's thing began, the same in every version of the row; None if not asked."""
        times = [name for name in self.occurrences if self.meta(name).get("required")]
        return times[0] if times else None

    @property
    def occurrences(self) -> list[str]:
        """Columns that say when something happened to the row's thing."""
        times = [name for name in self.columns if self.meta(name).get("occurrence")]
        return [name for name in times if name != "updated_at"]


def read_tables(project: Path) -> dict[str, RawTable]:
    """All raw tables by name."""
    return {
        table["name"]: RawTable(
            table["name"],
            source["name"],
            {column["name"]: column for column in table["columns"]},
            tuple(table["config"]["meta"]["key"]),
        )
        for source in read_sources(project)
        for table in source["tables"]
    }


def read_sources(project: Path) -> Iterator[dict[str, Any]]:
    """The sources of the raw contract as their YAML describes them, tables included."""
    for path in sorted(project.glob("models/staging/*/_*__sources.yml")):
        yield from read_yaml(path)["sources"]
