"""The raw contract, read from the sources' YAML as dbt holds it in `graph.sources`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.base.files import read_yaml

# The raw tables, and those of the shipped sources.
SOURCES = ("models/staging/*/_*__sources.yml", "models/sources/*/_*__sources.yml")


@dataclass(frozen=True)
class RawTable:
    """One raw table of the contract."""

    name: str
    source: str
    columns: dict[str, dict[str, Any]]
    key: tuple[str, ...]

    def meta(self, column: str) -> dict[str, Any]:
        """What the contract says of a column."""
        found: dict[str, Any] = self.columns[column]["config"]["meta"]
        return found

    @property
    def readable(self) -> list[str]:
        """Columns that the gate may look at: all but those that say something about a person."""
        return [name for name in self.columns if not self.meta(name).get("pii")]

    def used(self, words: set[str]) -> list[str]:
        """Readable columns that rules with these words look at, and those that every rule has."""
        always = ("loaded_at", "source_system")
        return [
            name for name in self.readable if name in always or words & {name, f"{name}_is_valid"}
        ]

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


def read_sources(project: Path) -> dict[str, Any]:
    """All raw tables and those of shipped sources, shaped like `graph.sources`."""
    found = {}
    for path in sorted(path for pattern in SOURCES for path in project.glob(pattern)):
        content = read_yaml(path)
        for source in content["sources"]:
            for table in source["tables"]:
                found[f"{source['name']}.{table['name']}"] = {
                    "unique_id": f"{source['name']}.{table['name']}",
                    "package_name": "support_kpi",
                    "schema": source.get("schema"),
                    "source_name": source["name"],
                    "name": table["name"],
                    "config": table.get("config", {"meta": {}}),
                    "columns": {
                        column["name"]: {
                            **column,
                            "config": {"meta": column.get("config", {}).get("meta", {})},
                        }
                        for column in table.get("columns", [])
                    },
                }
    return found


def raw_tables(sources: dict[str, Any]) -> dict[str, RawTable]:
    """The tables by name."""
    return {
        source["name"]: RawTable(
            source["name"],
            source["source_name"],
            source["columns"],
            tuple(source["config"]["meta"]["key"]),
        )
        for source in sources.values()
        if source["schema"] == "landing"
    }
