"""Which sheets the workbook has, and the query behind each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from scripts.artifacts.export import columns_of, quoted, release_name
from scripts.artifacts.manifest import PublicTable
from scripts.report.workbook.plans import MORE, MOST_ROWS, PLANS, WITHOUT_SHEET, Plan
from scripts.report.workbook.words import Words, words
from scripts.texts.locale import LANGUAGES

# Values of KPIs: stored in the unit of the KPI, shown in the one that people read.
MEASURES = [
    "value",
    "ci_low",
    "ci_high",
    "target_low",
    "target_high",
    "previous_value",
    "change",
    "overall_value",
    "reference_value",
    "deviation",
    "contribution",
    "contribution_against_overall",
    "value_year_before",
    "change_on_year",
    "slope_12_periods",
    "centre",
    "limit_low",
    "limit_high",
    "old_value",
    "new_value",
]
UNIT_SIZES = {"minutes": 60, "hours": 3600, "days": 86_400}
# The definitions have the other languages; the numbers stand beside their own text.
NAMES = {f"kpi_name_{language}" for language in LANGUAGES}
NEVER_SHOWN = {"kpi_name", "display_value", "unit", "as_of"}
# Sheets for a head of support, whose columns are explained in the reader's language.
EXPLAINED = {
    "Focus by month",
    "Focus by week",
    "Scorecard",
    "Months side by side",
    "Values by month",
    "Trends",
    "Signals",
    "Drill-down",
    "Data quality",
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: a query over the release, and how its columns are to be shown."""

    table: PublicTable
    name: str
    title: str
    sql: str
    columns: Sequence[str]
    kinds: Sequence[str]
    note: str

    def column_rows(self, words: Words) -> Iterator[list[Any]]:
        """What each column means, for the sheet of columns: by `meaning_columns`."""
        for column in self.columns:
            english = " ".join(self.table.columns.get(column, "").split())
            if not english:
                continue
            row = [self.title, words.header(column), column]
            if words.language == "en":
                yield [*row, english]
            else:
                said = words.meaning(column) if self.name in EXPLAINED else ""
                yield [*row, said, "" if said else english]


def meaning_columns(words: Words) -> list[str]:
    """Columns of the sheet of columns; what is left in English is separate, and says so."""
    columns = ["sheet", "column", "name_in_the_files"]
    return [*columns, *(["meaning"] if words.language != "en" else []), "description"]


def sheets_of(
    connection: duckdb.DuckDBPyConnection, tables: list[PublicTable], said: Words
) -> list[Sheet]:
    """A sheet for every KPI mart: those with a plan in its order, then what was added since."""
    order = list(PLANS)
    chosen = [table for table in tables if table.is_kpi_table and table.name not in WITHOUT_SHEET]
    chosen.sort(key=lambda table: order.index(table.name) if table.name in order else len(order))
    catalogue = next((table for table in tables if table.name == "dim_kpis"), None)
    # Plans choose by columns of the catalogue too.
    plans = [
        (table, plan)
        for table in chosen
        for plan in ([PLANS.get(table.name)] if catalogue else [None])
        + ([MORE[table.name]] if catalogue and table.name in MORE else [])
    ]
    return [_sheet(connection, table, catalogue, plan, said) for table, plan in plans]


def _sheet(
    connection: duckdb.DuckDBPyConnection,
    table: PublicTable,
    catalogue: PublicTable | None,
    plan: Plan | None,
    said: Words,
) -> Sheet:
    plan = plan or Plan(words(table.name))
    kpi_name = f"kpi_name_{said.language}"
    kinds = {
        name: kind
        for name, kind in columns_of(connection, table)
        if name not in NEVER_SHOWN | NAMES - {kpi_name}
        and not name.endswith(plan.omitted_endings or ("\0",))
    }
    expressions = {name: f"shown.{quoted(name)}" for name in kinds}
    source = f"{release_name(table.name)} as shown"
    if catalogue and "kpi_id" in kinds:
        source += f" left join {release_name(catalogue.name)} as catalogue using (kpi_id)"
        for name in (kpi_name, "display_unit"):
            expressions.setdefault(name, f"catalogue.{name}")
            kinds.setdefault(name, "VARCHAR")
    if "display_unit" in kinds:
        sizes = " ".join(f"when '{unit}' then {size}" for unit, size in UNIT_SIZES.items())
        size = f"(case {expressions['display_unit']} {sizes} else 1 end)"
        for name in MEASURES:
            if name in kinds:
                expressions[name] += f" / {size}"
                kinds[name] = "UNIT"
    columns = _in_order(list(kinds), kpi_name)
    where = plan.where.format(table=release_name(table.name))
    keys = plan.order or ", ".join(f"shown.{quoted(name)}" for name in table.key) or "all"
    return Sheet(
        table,
        plan.title,
        said.title(plan.title),
        f"select {', '.join(expressions[name] for name in columns)} from {source} "  # noqa: S608
        f"where {where} order by {keys} limit {MOST_ROWS}",
        columns,
        [kinds[name] for name in columns],
        plan.note,
    )


def _in_order(columns: list[str], kpi_name: str) -> list[str]:
    """The KPI first, its unit before its first value."""
    for name in ("kpi_id", kpi_name):
        if name in columns:
            columns.insert(0, columns.pop(columns.index(name)))
    measures = [name for name in columns if name in MEASURES]
    if measures and "display_unit" in columns:
        columns.remove("display_unit")
        columns.insert(columns.index(measures[0]), "display_unit")
    return columns
