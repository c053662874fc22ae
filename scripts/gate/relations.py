"""What the rules look at: the raw rows, typed and judged as staging will, in memory."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from scripts.gate.clock import create_clock
from scripts.gate.contract import RawTable, raw_tables, read_sources
from scripts.gate.macros import ProjectMacros
from scripts.gate.rules import Rule

HELPERS = Path(__file__).with_name("helpers.sql")
FORMATS = ("csv", "jsonl", "parquet")
# The schema of the models of sources.
SOURCES = "sources"
# Text files are parsed once and kept; many large Parquet files are read again instead of filling
# the memory.
MOST_BYTES_IN_MEMORY = 2_000_000_000
# Their newest row, or its delivery, is the reporting time, as in model int_as_of.
DATED_TABLES = ("tickets", "ticket_events", "calls", "surveys", "help_center_events")


@dataclass(frozen=True)
class Delivered:
    """One raw table as it was delivered."""

    table: RawTable
    columns: frozenset[str]
    row_count: int


class RawRelations:
    """A DuckDB connection with one relation per delivered raw table, under the table's name."""

    def __init__(self, project: Path, raw: Path, variables: dict[str, Any]) -> None:
        """Prepare; `find_files` and `load` read the files."""
        self.connection = duckdb.connect(":memory:")
        self.connection.execute("set TimeZone = 'UTC'")
        self._project = project
        self._raw = str(raw).rstrip("/") or "/"
        self._variables = variables
        sources = read_sources(project)
        self.tables = raw_tables(sources)
        self._macros = ProjectMacros(project, self.connection, variables, sources)
        self._groups: dict[str, list[dict[str, Any]]] = {}
        self._contracts: dict[str, Any] = {}
        self._of_sources: dict[str, set[str]] = {}
        self.delivered: dict[str, Delivered] = {}
        self.unknown_columns: set[str] = set()
        self.as_of: datetime | None = None

    def limit(self, spill: Path, memory: str | None, threads: str | None) -> None:
        """Keep to the limits that the build has."""
        self.connection.execute(
            f"set temp_directory = '{str(spill).replace(chr(39), chr(39) * 2)}'"
        )
        if memory:
            self.connection.execute("set memory_limit = $1", [memory])
        if threads:
            self.connection.execute("set threads = $1", [int(threads)])

    def find_files(self) -> None:
        """List the files and hold their columns against the contract.

        Raises:
            RefusedByMacro: The delivery breaks the contract; the text says how.
            duckdb.Error: A file cannot be read.
        """
        self._macros.call("check_configuration")
        self.connection.execute("create schema landing")
        contracts = self._contracts = self._macros.call("landing_contracts")
        files = self._macros.call("landing_list_files", self._raw, list(contracts))
        for name, contract in contracts.items():
            own_files = [file for file in files if file["raw_table"] == name]
            groups = [
                group
                for file_format in FORMATS
                if (some := [file for file in own_files if file["format"] == file_format])
                for group in self._macros.call("landing_file_groups", file_format, some, contract)
            ]
            unknown: list[tuple[str, str, str]] = []
            self._macros.call("landing_check_columns", name, contract, groups, unknown)
            self.unknown_columns.update(f"{table}.{column}" for table, _, column in unknown)
            other_dates = self._macros.call("landing_check_contents", groups, contract)
            groups = self._macros.call("landing_date_forms", groups, contract, other_dates)
            if groups:
                self._groups[name] = groups
                view = self._macros.call("landing_view", name, contract, groups)
                self.connection.execute(view)
        if "business_hours" in self._groups:
            self._macros.call("landing_check_time_zones")

    def find_sources(self, database: Path) -> None:
        """Take the rows of the sources beside those of the files, as macro `raw_rows` does.

        Raises:
            duckdb.Error: The database cannot be read.
        """
        literal = str(database).replace("'", "''")
        self.connection.execute(f"attach '{literal}' as built (read_only)")
        for name in self.tables:
            for source in self._macros.call("sources_of", name):
                relation = f'built.{SOURCES}."{source}__{name}"'
                described = self.connection.execute(f"describe {relation}").fetchall()
                self._of_sources.setdefault(name, set()).update(row[0] for row in described)
                self._take_source(name, source, relation)

    def _take_source(self, name: str, source: str, relation: str) -> None:
        """One more origin of a raw table; everything is text, as in the files."""
        contract = self._contracts[name]
        names = self._macros.call("landing_columns", name, contract)
        if name not in self._groups:
            self._groups[name] = []
            self.connection.execute(self._macros.call("landing_view", name, contract, []))
        before, after = f'landing."{name} before {source}"', f'landing."{name}"'
        self.connection.execute(f'alter view {after} rename to "{name} before {source}"')
        columns = ", ".join(f'"{column}"' for column in names)
        self.connection.execute(
            f"create view {after} as with delivered as (from {before} union all by name "  # noqa: S608
            f"select columns(*)::varchar, '{source}' as raw_file, "
            f"now()::timestamp as raw_file_modified_at, null::bigint as raw_line from {relation}) "
            f"select {columns}, raw_file, raw_file_modified_at, raw_line from delivered"
        )

    def load(self, rules: Iterable[Rule]) -> None:
        """Make the relations that some rules look at.

        Raises:
            duckdb.Error: A file cannot be read.
        """
        words = _words(rules)
        for name, groups in self._groups.items():
            if name in words:
                self._create(self.tables[name], groups, words)
        given = str(self._variables.get("as_of") or "").replace("'", "''")
        instant = self._macros.call("safe_timestamp", f"'{given}'") if given else None
        self.as_of = create_clock(self.connection, self.dated, instant)
        self._create_seeds()
        key = self._macros.call("mapping_key", "word")
        self.connection.execute(f"create macro mapping_key(word) as {key}")
        number = self._macros.call("safe_double", "word")
        self.connection.execute(f"create macro number_of(word) as {number}")
        tolerance = float(self._variables.get("wait_tolerance_seconds", 0))
        self.connection.execute(f"create macro wait_tolerance() as {tolerance}")
        self.connection.execute(HELPERS.read_text(encoding="utf-8"))
        for name, delivered in self.delivered.items():
            self._count("repeated_keys", "counted_keys", name)
            if delivered.table.happened_at:
                self._count("raw_days", "counted_days", name)

    def _count(self, into: str, counted: str, name: str) -> None:
        self.connection.execute(f"insert into {into} select '{name}', * from {counted}('{name}')")  # noqa: S608

    @property
    def dated(self) -> list[str]:
        """Delivered tables of things that happen."""
        return [name for name in DATED_TABLES if name in self.delivered]

    def _create(self, table: RawTable, groups: list[dict[str, Any]], words: set[str]) -> None:
        contract = self._macros.call("contract_of", table.source, table.name)
        judged = self._macros.call(
            "judged_rows", f'landing."{table.name}"', table.name, contract, []
        )
        columns = table.used(words)
        selected = [f'"{name}"' for name in columns]
        selected += [table.validity(name) for name in columns if f"{name}_is_valid" in words]
        selected += ["rejected_column", "rejected_value"]
        happened_at = table.happened_at or "cast(null as timestamp)"
        if table.name in DATED_TABLES:
            selected.append(f"greatest({', '.join(table.occurrences)}) as newest_at")
        paths = [file["path"] for group in groups for file in group["files"]]
        is_large = sum(Path(path).stat().st_size for path in paths) > MOST_BYTES_IN_MEMORY
        self.connection.execute(
            f'create {"view" if is_large else "table"} "{table.name}" as '  # noqa: S608
            f"with judged as ({judged}) select row_key, raw_file, {happened_at} as happened_at, "
            f"{', '.join(selected) or 'null as nothing'} from judged"
        )
        row = self.connection.execute(f'select count(*) from "{table.name}"').fetchone()  # noqa: S608
        names = {name for group in groups for name in group["names"]}
        self.delivered[table.name] = Delivered(
            table,
            frozenset((names | self._of_sources.get(table.name, set())) & set(table.columns)),
            int(row[0]) if row else 0,
        )

    def _create_seeds(self) -> None:
        for path in sorted((self._project / "seeds" / "rules").glob("*.csv")):
            literal = self._macros.call("quote_file", str(path))
            self.connection.execute(
                f'create view "{path.stem}" as '  # noqa: S608
                f"select * from read_csv({literal}, all_varchar = true, header = true)"
            )


def _words(rules: Iterable[Rule]) -> set[str]:
    """Every word of the rules: what none of them names need not be read."""
    found: set[str] = set()
    for rule in rules:
        text = f"{rule.table} {rule.sql or ''} {' '.join(rule.columns)} {' '.join(rule.needs)}"
        found.update(re.findall(r"\w+", text))
    return found
