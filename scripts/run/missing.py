"""Which KPIs a delivery will leave without a value, before anything is built."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.artifacts.registry import NO_TICKETS, defined_kpis, inputs_of
from scripts.base.files import read_csv

# Kinds of rows whose table has another name.
TABLES = {"messages": "ticket_events", "missed_calls": "calls"}
CATALOGUE = "seeds/catalogue/kpi_catalogue.csv"


def missing_inputs(
    manifest: Mapping[str, Any], project: Path, columns: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """What to deliver, and the KPIs that have no value without it.

    Args:
        manifest: dbt's manifest, with the registry of KPIs.
        project: Folder of the dbt project.
        columns: Columns of every delivered raw table.
    """
    # Tables of systems bear such names too.
    contract = {
        source["name"]: set(source["columns"])
        for source in manifest.get("sources", {}).values()
        if source["fqn"][1] != "sources"
    }
    found: dict[str, list[str]] = {}
    for kpi_id, needs in _needs(manifest, project):
        for need in needs:
            if not any(_may_be_there(name, columns, contract) for name in need.split("|")):
                found.setdefault(" or ".join(inputs_of(need)), []).append(kpi_id)
                break
    return dict(sorted(found.items()))


def print_missing(out: Console, missing: Mapping[str, list[str]]) -> None:
    """Say what would give more KPIs a value."""
    if not missing:
        return
    table = Table(title="KPIs that will have no value", title_justify="left", show_lines=True)
    table.add_column("Deliver", overflow="fold")
    table.add_column("for", overflow="fold")
    for inputs, kpi_ids in missing.items():
        table.add_row(Text(inputs), Text(", ".join(kpi_ids)))
    out.print(table)


def _needs(manifest: Mapping[str, Any], project: Path) -> Iterator[tuple[str, list[str]]]:
    """Every KPI with its tables, then what its definition needs besides them."""
    of_definition = {kpi.kpi_id: list(kpi.definition["needs"]) for kpi in defined_kpis(manifest)}
    for row in read_csv(project / CATALOGUE):
        yield row["kpi_id"], [row["source_tables"], *of_definition.get(row["kpi_id"], [])]


def _may_be_there(
    name: str, columns: Mapping[str, list[str]], contract: Mapping[str, set[str]]
) -> bool:
    """Whether an input can be in the files; which kinds of rows they hold is seen in the build."""
    if name == NO_TICKETS:
        return "tickets" not in columns
    table, _, column = name.partition(".")
    table = TABLES.get(table, table)
    if table not in columns:
        return False
    return column not in contract.get(table, set()) or column in columns[table]
