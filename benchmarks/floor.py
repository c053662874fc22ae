"""The project's SQL without dbt: the least that a build of the same tables can cost.

Every public table, and every one that several models read, is written by one statement; all else
is a view, which DuckDB folds into the statement that reads it. Nothing is tested or logged.

Called with the folder of a build that `bench.py` made; writes `floor/` into it.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Collection
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
import yaml

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.compare import different_rows  # noqa: E402
from scripts.artifacts.export import literal, quoted  # noqa: E402

# Views remember the name of their database, which is that of its file.
DATABASE = "support_kpi_build.duckdb"
Nodes = dict[str, dict[str, Any]]


def write_floor(
    folder: Path, goal: str = "floor", wanted: Collection[str] = (), given: Collection[str] = ()
) -> None:
    """Write tables anew from the compiled SQL of the build.

    Args:
        folder: The build.
        goal: Name of the folder in it that gets the tables.
        wanted: Models to write, with all that they read; every model when empty.
        given: Models that are copied from the build instead.
    """
    nodes = _nodes(folder, given)
    if wanted:
        nodes = _needed(nodes, wanted)
    readers = Counter(parent for node in nodes.values() for parent in node["parents"])
    with connect(folder / goal / DATABASE) as connection:
        _copy_inputs(connection, folder / DATABASE)
        order = TopologicalSorter({key: node["parents"] for key, node in nodes.items()})
        for key in order.static_order():
            node = nodes.get(key)
            if not node or node["resource_type"] != "model":
                continue
            name = quoted(node["schema"], node["alias"])
            connection.execute(f"create schema if not exists {quoted(node['schema'])}")
            if node["name"] in given:
                connection.execute(f"create table {name} as from built.{name}")
                continue
            # A typed raw table has one reader, a view that many read.
            is_table = readers[key] != 1 or node["access"] == "public" or node["schema"] == "base"
            is_table = is_table and node["config"]["materialized"] != "view"
            connection.execute(
                f"create {'table' if is_table else 'view'} {name} as {node['compiled_code']}"
            )


def different_tables(folder: Path, other: Path, tables: Collection[str] = ()) -> list[str]:
    """Public tables of which one side has a row that the other lacks.

    Args:
        folder: A build.
        other: The folder of another database with the same tables.
        tables: The ones that are compared; all when empty.
    """
    public = [
        (node["schema"], node["alias"])
        for node in _nodes(folder).values()
        if node["resource_type"] == "model" and node["access"] == "public"
        if not tables or node["name"] in tables
    ]
    with duckdb.connect(":memory:") as both:
        both.execute(f"attach {literal(folder / DATABASE)} as built (read_only)")
        both.execute(f"attach {literal(other / DATABASE)} as other (read_only)")
        return [
            table
            for schema, table in sorted(public)
            if different_rows(both, ("built", schema, table), ("other", schema, table))
        ]


def _nodes(folder: Path, given: Collection[str] = ()) -> Nodes:
    """Models and seeds that the build wrote, each with the ones that it reads as `parents`."""
    manifest = json.loads((folder / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    nodes = manifest["nodes"]

    def parents(key: str) -> set[str]:
        found = set()
        for parent in nodes[key].get("depends_on", {}).get("nodes", []):
            if parent in nodes:
                is_folded = nodes[parent]["config"]["materialized"] == "ephemeral"
                found |= parents(parent) if is_folded else {parent}
        return found

    return {
        key: {**node, "parents": set() if node["name"] in given else parents(key)}
        for key, node in nodes.items()
        if node["resource_type"] in ("model", "seed")
        and node["config"]["materialized"] != "ephemeral"
    }


def _needed(nodes: Nodes, wanted: Collection[str]) -> Nodes:
    found: Nodes = {}
    rest = [key for key, node in nodes.items() if node["name"] in wanted]
    while rest:
        key = rest.pop()
        if key not in found:
            found[key] = nodes[key]
            rest += nodes[key]["parents"]
    return found


def disabled_optimizers() -> str:
    """The optimizers of DuckDB that builds do without, as the profile says."""
    text = (PROJECT / "profiles" / "profiles.yml").read_text(encoding="utf-8")
    options = yaml.safe_load(text)["support_kpi"]["outputs"]["duckdb"]["config_options"]
    return str(options["disabled_optimizers"])


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    """A new database with DuckDB's settings of the profile."""
    database.parent.mkdir(exist_ok=True)
    database.unlink(missing_ok=True)
    connection = duckdb.connect(str(database))
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set preserve_insertion_order = false")
    connection.execute(f"set disabled_optimizers = {literal(disabled_optimizers())}")
    memory = os.environ.get("SUPPORT_KPI_MEMORY_LIMIT", "2800MB")
    connection.execute(f"set memory_limit = {literal(memory)}")
    return connection


def _copy_inputs(connection: duckdb.DuckDBPyConnection, build: Path) -> None:
    """Seeds, and the views on the raw files."""
    connection.execute(f"attach {literal(build)} as built (read_only)")
    for schema in ("landing", "reference"):
        connection.execute(f"create schema {quoted(schema)}")
    tables = (
        "select schema_name, table_name from duckdb_tables() "
        "where database_name = 'built' and schema_name in ('landing', 'reference')"
    )
    for names in connection.execute(tables).fetchall():
        connection.execute(f"create table {quoted(*names)} as from {quoted('built', *names)}")
    views = (
        "select sql from duckdb_views() where database_name = 'built' and schema_name = 'landing'"
    )
    for (view,) in connection.execute(views).fetchall():
        connection.execute(view)


if __name__ == "__main__":
    write_floor(Path(sys.argv[1]))
