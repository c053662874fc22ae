"""What the rules look at: the typed raw rows of a run, in the database that has them."""

import glob
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from scripts.artifacts.export import literal
from scripts.artifacts.rows import value_of
from scripts.gate.clock import create_clock
from scripts.gate.contract import RawTable

HELPERS = Path(__file__).with_name("helpers.sql")
# Their newest row, or its delivery, is the reporting time, as in model int_as_of.
DATED_TABLES = ("tickets", "ticket_events", "calls", "surveys", "help_center_events")
# What macro `landing_write_for_gate` leaves beside the rows.
FUNCTIONS = ("mapping_key", "number_of")


@dataclass(frozen=True)
class Delivered:
    """One raw table as it was delivered."""

    table: RawTable
    columns: frozenset[str]
    row_count: int


class RawRelations:
    """A DuckDB connection with one view per delivered raw table, under the table's name."""

    def __init__(self, project: Path, tables: dict[str, RawTable]) -> None:
        """Prepare; `load` reads.

        Args:
            project: The folder of the dbt project.
            tables: The raw contract.
        """
        self.connection = duckdb.connect(":memory:")
        self.connection.execute("set TimeZone = 'UTC'")
        self._project = project
        self._tables = tables
        self.delivered: dict[str, Delivered] = {}
        self.unknown_columns: set[str] = set()
        self.as_of: datetime | None = None

    def limit(self, spill: Path, memory: str, threads: str | None) -> None:
        """Keep to the limits that the build has."""
        self.connection.execute(f"set temp_directory = {literal(spill)}")
        self.connection.execute("set memory_limit = $1", [memory])
        if threads:
            self.connection.execute("set threads = $1", [int(threads)])

    def load(self, database: Path, variables: dict[str, Any]) -> None:
        """Make the relations that the rules look at.

        Args:
            database: Where dbt has typed the raw rows.
            variables: Every variable of the project, with the value of this run.

        Raises:
            duckdb.Error: The database is not what dbt makes.
        """
        self.connection.execute(f"attach {literal(database)} as built (read_only)")
        for name, columns in self._delivered_columns().items():
            self._create(self._tables[name], columns)
        self.unknown_columns = {
            f"{table}.{column}"
            for table, column in self._rows(
                "select distinct raw_table, column_name from built.landing.unknown_columns"
            )
        }
        for name in FUNCTIONS:
            self.connection.execute(f"create macro {name}(word) as built.landing.{name}(word)")
        given = variables.get("as_of")
        instant = f"built.landing.instant_of({literal(given)})" if given else None
        self.as_of = create_clock(self.connection, self.dated, instant)
        for path in sorted((self._project / "seeds" / "rules").glob("*.csv")):
            self.connection.execute(
                f'create view "{path.stem}" as select * from read_csv('  # noqa: S608
                f"{literal(glob.escape(str(path)))}, all_varchar = true, header = true)"
            )
        tolerance = float(variables.get("wait_tolerance_seconds", 0))
        self.connection.execute(f"create macro wait_tolerance() as {tolerance}")
        self.connection.execute(HELPERS.read_text(encoding="utf-8"))
        for name, delivered in self.delivered.items():
            self._count("repeated_keys", "counted_keys", name)
            if delivered.table.happened_at:
                self._count("raw_days", "counted_days", name)

    @property
    def dated(self) -> list[str]:
        """Delivered tables of things that happen."""
        return [name for name in DATED_TABLES if name in self.delivered]

    def _delivered_columns(self) -> dict[str, set[str]]:
        """Columns of every delivered raw table: of raw files, and of the models of sources."""
        found: dict[str, set[str]] = {
            name: set() for (name,) in self._rows("select raw_table from built.landing.raw_files")
        }
        for name, column in self._rows("from built.landing.delivered_columns"):
            found[name].add(column)
        models = self._rows(
            "select table_name from duckdb_tables() "
            "where database_name = 'built' and schema_name = 'sources'"
        )
        for (model,) in models:
            name = model.split("__")[-1]
            if name in self._tables:
                columns = self._rows(f'describe built.sources."{model}"')
                found.setdefault(name, set()).update(column for column, *_ in columns)
        return dict(sorted(found.items()))

    def _create(self, table: RawTable, columns: set[str]) -> None:
        selected = [f'"{name}"' for name in table.readable]
        selected += [table.validity(name) for name in table.readable]
        if table.name in DATED_TABLES:
            selected.append(f"greatest({', '.join(table.occurrences)}) as newest_at")
        happened_at = table.happened_at or "cast(null as timestamp)"
        self.connection.execute(
            f'create view "{table.name}" as '  # noqa: S608
            f"select row_key, raw_file, {happened_at} as happened_at, {', '.join(selected)}, "
            f'rejected_column, rejected_value from built.base."base_{table.source}__{table.name}"'
        )
        row_count = value_of(self.connection.execute(f'select count(*) from "{table.name}"'))  # noqa: S608
        known = frozenset(columns & set(table.columns))
        self.delivered[table.name] = Delivered(table, known, row_count)

    def _count(self, into: str, counted: str, name: str) -> None:
        self.connection.execute(f"insert into {into} select '{name}', * from {counted}('{name}')")  # noqa: S608

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()
