"""What the page shows, read from the marts of a release."""

from typing import Any

import duckdb

from scripts.artifacts.rows import Row, rows_of
from scripts.report.page.queries import PARAMETERS, QUERIES

Data = dict[str, list[Row]]

# Without these a project has no scorecard to draw.
REQUIRED_TABLES = ("kpi_values", "kpi_scorecard", "kpi_focus", "dim_kpis")


def read_data(connection: duckdb.DuckDBPyConnection, release: str, agent: str = "") -> Data | None:
    """Read everything the page shows.

    Args:
        connection: An open release.
        release: Name of the release's folder.
        agent: The agent whose page it is; empty for the page of all.

    Returns:
        Rows per part of the page, none for a mart that the release lacks; no restatements at all
        where it keeps no log of them, and no lists of tickets where facts stay on a server. None
        where the release has no scorecard.
    """
    found = connection.execute(
        "select table_name from information_schema.tables where table_schema = 'marts'"
    ).fetchall()
    tables = {row[0] for row in found}
    if not set(REQUIRED_TABLES) <= tables:
        return None
    parameters = {**PARAMETERS, "release": release, "agent": agent}
    data = {name: _rows(connection, query, parameters) for name, query in QUERIES.items()}
    if "kpi_restatements" not in tables:
        del data["restatements"]
    if "fct_tickets" not in tables:
        # No list of tickets is something else than an empty one.
        del data["open_targets"], data["unanswered"]
    return data


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]
) -> list[Row]:
    used = {name: value for name, value in parameters.items() if f"${name}" in query}
    try:
        return rows_of(connection.execute(query, used))
    except duckdb.CatalogException:
        return []
