"""The schema of a release, for machines: tables, columns, keys and how they belong together.

The file is a Data Package descriptor (https://datapackage.org), whose tables are the Parquet files.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from scripts.artifacts.export import RELEASE_DATABASE, RELEASE_SCHEMA, columns_of
from scripts.artifacts.manifest import PublicTable, read_manifest, valid_rows
from scripts.base.files import write_json

SCHEMA_NAME = "schema.json"
PROFILES = "https://datapackage.org/profiles/2.0"
FIELD_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "TINYINT": "integer",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "FLOAT": "number",
    "DOUBLE": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "TIME": "time",
}


def write_schema(
    connection: duckdb.DuckDBPyConnection, tables: list[PublicTable], artifacts: Path, goal: Path
) -> None:
    """Write the schema of the attached release into its folder."""
    manifest = read_manifest(artifacts)
    references = _references(manifest, {table.name: table for table in tables})
    write_json(
        goal / SCHEMA_NAME,
        {
            "$schema": f"{PROFILES}/datapackage.json",
            "name": manifest["metadata"]["project_name"].replace("_", "-"),
            "description": (
                f"Every table is a Parquet file and is in {RELEASE_DATABASE} as "
                f"{RELEASE_SCHEMA}.<name>. Times are UTC."
            ),
            "resources": [_resource(connection, table, references) for table in tables],
        },
    )


def _resource(
    connection: duckdb.DuckDBPyConnection,
    table: PublicTable,
    references: Mapping[str, list[tuple[str, str, str]]],
) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [
            _field(name, kind, table.columns.get(name, ""))
            for name, kind in columns_of(connection, table)
        ],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.name in references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": goal, "fields": [goal_column]}}
            for column, goal, goal_column in references[table.name]
        ]
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": f"parquet/{table.name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": table.description.strip(),
        "schema": schema,
    }


def _field(name: str, kind: str, description: str) -> dict[str, str]:
    # A decimal has its digits in its name.
    field = {"name": name, "type": FIELD_TYPES.get(kind.split("(")[0], "number")}
    if kind.startswith(("VARCHAR[", "STRUCT", "MAP")):
        field["type"] = "any"
    if description:
        field["description"] = description.strip()
    return field


def _references(
    manifest: Mapping[str, Any], tables: Mapping[str, PublicTable]
) -> dict[str, list[tuple[str, str, str]]]:
    """Column, table and column that it refers to, per table: what tests prove on every run."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for name, *reference in (*_declared(manifest["nodes"]), *_conformed(manifest["nodes"])):
        column, goal, goal_column = reference
        if name in tables and goal in tables and column in tables[name].columns:
            found.setdefault(name, set()).add((column, goal, goal_column))
    return {name: sorted(references) for name, references in found.items()}


def _declared(nodes: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """References that a table declares among the rules for its rows."""
    for node in nodes.values():
        if node["resource_type"] in ("model", "seed"):
            for column, goal in valid_rows(node).get("references", {}).items():
                table, goal_column = goal.split(".")
                yield node["name"], column, table, goal_column


def _conformed(nodes: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """References by name: a dimension says which columns of its folder's tables hold its key."""
    models = [node for node in nodes.values() if node["resource_type"] == "model"]
    for dimension in models:
        pattern = dimension["config"].get("meta", {}).get("referenced_by")
        if not pattern:
            continue
        key = next(iter(dimension["columns"]))
        for model in models:
            if model is dimension or model["fqn"][:3] != dimension["fqn"][:3]:
                continue
            for column in model["columns"]:
                if re.fullmatch(pattern, column):
                    yield model["name"], column, dimension["name"], key
