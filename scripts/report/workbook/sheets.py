"""Which sheets the workbook has, and the query behind each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from scripts.artifacts.export import columns_of, quoted, release_name
from scripts.artifacts.manifest import PublicTable

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
NEVER_SHOWN = {"kpi_name_fa", "kpi_name_ro", "kpi_name_ru", "display_value", "unit", "as_of"}
HEADERS = {
    "kpi_name_en": "KPI",
    "display_unit": "Unit",
    "p90": "P90",
    "wape": "Forecast error (WAPE)",
}
ABBREVIATIONS = {"ci", "csat", "fcr", "kpi", "kpis", "nps", "sla"}
# A person scrolls no further; the files have every row.
MOST_ROWS = 20_000
NEWEST_MONTHS = """
    period_grain = 'month'
    and (
        (slice_name = 'overall' and period_start >= {newest} - interval 12 month)
        or (
            slice_name in ('channel', 'team') and period_start >= {newest} - interval 5 month
            and value is not null and statistic = headline_statistic
        )
    )
""".replace("{newest}", "(select max(period_start) from {table} where period_grain = 'month')")


@dataclass(frozen=True)
class Plan:
    """What a reader wants of one mart."""

    title: str
    where: str = "true"
    omitted_endings: tuple[str, ...] = ()
    note: str = ""
    order: str = ""


PLANS = {
    "kpi_focus": Plan("Focus", order="period_grain, focus_rank"),
    "kpi_scorecard": Plan("Scorecard"),
    "kpi_values": Plan(
        "Values by month",
        NEWEST_MONTHS,
        ("period_grain", "period_end", "definition_version"),
        "Overall: 13 months, every statistic. By channel and team: six months, the headline one.",
    ),
    "kpi_trends": Plan(
        "Trends",
        "period_grain = 'month' and shown.value is not null",
        ("period_grain",),
        "The newest finished month.",
    ),
    "kpi_signals": Plan(
        "Signals",
        "period_grain = 'month' and signal_kind != 'none' and period_start >="
        " (select max(period_start) from {table}) - interval 12 month",
        ("period_grain",),
        "Unusual months of the newest thirteen.",
    ),
    "kpi_drilldown": Plan("Drill-down"),
    "intervention_effects": Plan("Interventions"),
    "score_drivers": Plan(
        "Score drivers",
        "period_grain = 'month' and period_start >="
        " (select max(period_start) from {table}) - interval 2 month",
        ("period_grain",),
        "The newest three months.",
    ),
    "qa_by_category": Plan(
        "Quality reviews",
        "slice_name = 'overall' and period_grain = 'month'",
        ("slice_name", "slice_value", "period_grain"),
        "By month, all teams together.",
    ),
    "kpi_balance": Plan("Speed and quality"),
    "agent_scorecard": Plan("Agents"),
    "agent_scorecard_kpis": Plan("Agents by KPI", "agent_effect = 'found'"),
    "sla_performance": Plan("SLA"),
    "backlog_by_age": Plan("Backlog by age"),
    "backlog_daily": Plan("Backlog by day", "slice_name = 'overall'", (), "All tickets together."),
    "response_time_distribution": Plan("Response times"),
    "peak_hours": Plan("Peak hours"),
    "staffing": Plan(
        "Staffing", "missing_reason is distinct from 'no_calls'", (), "Hours that bring calls."
    ),
    "ticket_volume_forecast": Plan("Forecast"),
    "forecast_totals": Plan("Forecast totals"),
    "forecast_accuracy": Plan("Forecast accuracy"),
    "topic_pareto": Plan("Topics"),
    "customer_contacts": Plan("Contacts per customer"),
    "cost_summary": Plan("Costs"),
    "kpi_restatements": Plan(
        "Restatements",
        "not was_provisional and period_grain in ('month', 'quarter')"
        " and run_id = (select max(run_id) from {table} where not was_provisional)",
        (),
        "The newest release that restated something: months and quarters that were final.",
    ),
    "data_trust": Plan("Data quality"),
}
# Read by the command `explain` and by the sheet of definitions.
WITHOUT_SHEET = {"dim_kpis", "kpi_explanations"}


@dataclass(frozen=True)
class Sheet:
    """One sheet: a query over the release, and how its columns are to be shown."""

    table: PublicTable
    title: str
    sql: str
    columns: Sequence[str]
    kinds: Sequence[str]
    note: str

    def column_rows(self) -> Iterator[list[Any]]:
        """What each column means, for the sheet of columns."""
        for column in self.columns:
            description = self.table.columns.get(column, "")
            if description:
                yield [self.title, header(column), column, " ".join(description.split())]


def sheets_of(connection: duckdb.DuckDBPyConnection, tables: list[PublicTable]) -> list[Sheet]:
    """A sheet for every KPI mart: those with a plan in its order, then what was added since."""
    order = list(PLANS)
    chosen = [table for table in tables if table.is_kpi_table and table.name not in WITHOUT_SHEET]
    chosen.sort(key=lambda table: order.index(table.name) if table.name in order else len(order))
    catalogue = next((table for table in tables if table.name == "dim_kpis"), None)
    return [_sheet(connection, table, catalogue) for table in chosen]


def header(column: str) -> str:
    """A column's name as a heading."""
    known = {
        "kpi_name_en": "KPI",
        "display_unit": "Unit",
        "p90": "P90",
        "wape": "Forecast error (WAPE)",
    }
    return known.get(column) or words(column.removesuffix("_seconds"))


def words(name: str) -> str:
    """A technical name in words, abbreviations in capitals."""
    first, *others = (part.upper() if part in ABBREVIATIONS else part for part in name.split("_"))
    return " ".join([first if first.isupper() else first.capitalize(), *others])


def _sheet(
    connection: duckdb.DuckDBPyConnection, table: PublicTable, catalogue: PublicTable | None
) -> Sheet:
    # Plans choose by columns of the catalogue too.
    plan = PLANS.get(table.name) if catalogue else None
    plan = plan or Plan(words(table.name)[:31])
    kinds = {
        name: kind
        for name, kind in columns_of(connection, table)
        if name not in NEVER_SHOWN and not name.endswith(plan.omitted_endings or ("\0",))
    }
    expressions = {name: f"shown.{quoted(name)}" for name in kinds}
    source = f"{release_name(table)} as shown"
    if catalogue and "kpi_id" in kinds:
        source += f" left join {release_name(catalogue)} as catalogue using (kpi_id)"
        for name in ("kpi_name_en", "display_unit"):
            expressions.setdefault(name, f"catalogue.{name}")
            kinds.setdefault(name, "VARCHAR")
    if "display_unit" in kinds:
        sizes = " ".join(f"when '{unit}' then {size}" for unit, size in UNIT_SIZES.items())
        size = f"(case {expressions['display_unit']} {sizes} else 1 end)"
        for name in MEASURES:
            if name in kinds:
                expressions[name] += f" / {size}"
                kinds[name] = "UNIT"
    columns = _in_order(list(kinds))
    where = plan.where.format(table=release_name(table))
    keys = plan.order or ", ".join(f"shown.{quoted(name)}" for name in table.key) or "all"
    return Sheet(
        table,
        plan.title,
        f"select {', '.join(expressions[name] for name in columns)} from {source} "  # noqa: S608
        f"where {where} order by {keys} limit {MOST_ROWS}",
        columns,
        [kinds[name] for name in columns],
        plan.note,
    )


def _in_order(columns: list[str]) -> list[str]:
    """The KPI first, its unit before its first value."""
    for name in ("kpi_id", "kpi_name_en"):
        if name in columns:
            columns.insert(0, columns.pop(columns.index(name)))
    measures = [name for name in columns if name in MEASURES]
    if measures and "display_unit" in columns:
        columns.remove("display_unit")
        columns.insert(columns.index(measures[0]), "display_unit")
    return columns
