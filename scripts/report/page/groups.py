"""Rows of the marts, grouped as the page shows them."""

from collections import Counter
from datetime import date

from scripts.artifacts.inputs import needed_input
from scripts.artifacts.rows import grouped
from scripts.report.page.focus import MONTHS_OF_TREND, WITHOUT_SOURCE
from scripts.report.page.read import Data, Row

WAYS = ("better", "worse")


def most(rows: list[Row], count: int, size: str) -> list[Row]:
    """The largest rows, in the order of all: the page lists dozens, the marts have thousands."""
    kept = {id(row) for row in sorted(rows, key=lambda row: -(row[size] or 0))[:count]}
    return [row for row in rows if id(row) in kept]


def origins(rows: list[Row]) -> dict[str, list[Row]]:
    """Who set the targets of each KPI, each named once: a slice where it is for one only."""
    return {
        kpi_id: [row for index, row in enumerate(found) if row not in found[:index]]
        for kpi_id, found in grouped(rows, lambda row: row["kpi_id"]).items()
    }


def missing_kpis(core: list[Row]) -> list[tuple[str, list[Row]]]:
    """KPIs without a source, by what each one needs: a raw table, a column, a kind of rows."""
    without = (row for row in core if row["value_status"] in WITHOUT_SOURCE)
    return sorted(grouped(without, needed_input).items())


def week_order(dates: list[Row]) -> list[int]:
    """Weekdays from the first day of the reporting week on."""
    first = next(
        (row["iso_weekday"] for row in dates if row["date_day"] == row["week_start_date"]), 1
    )
    return [(first - 1 + offset) % 7 + 1 for offset in range(7)]


def forecasts_by_kind(rows: list[Row], today: date) -> dict[str, list[Row]]:
    """Forecasts by kind of contact, those that still say something of the days to come."""
    known = (row for row in rows if row["expected_contacts"] is not None)
    found = grouped(known, lambda row: row["contact_kind"])
    return {kind: rows for kind, rows in found.items() if next_days(rows, today)}


def compared_agents(data: Data) -> dict[bool, list[Row]]:
    """Agents of the newest month, those compared and the others, with the effects shown of each."""
    keys = ("agent_id", "month_start_date", "outcome")
    effects = grouped(data["agent_effects"], lambda row: tuple(row[key] for key in keys))
    found: dict[bool, list[Row]] = {True: [], False: []}
    for agent in data["agents"]:
        of_agent = (agent["agent_id"], agent["month_start_date"])
        shown = {how: effects.get((*of_agent, f"{how}_than_expected"), []) for how in WAYS}
        found[agent["is_compared"]].append(agent | shown)
    return found


def findings(rows: list[Row]) -> Counter[str]:
    """Affected rows by kind of finding."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row["finding"]] += int(row["affected_rows"] or 0)
    return counts


def reported_values(rows: list[Row]) -> list[tuple[str, Counter[str]]]:
    """How many tickets agree with the help desk's own report, by metric, and why others do not."""
    causes: dict[str, Counter[str]] = {}
    for row in rows:
        if row["finding"] == "reported_values":
            counts = causes.setdefault(row["subject"], Counter())
            counts[row["detail"]] += int(row["affected_rows"] or 0)
    return sorted(causes.items())


def next_days(rows: list[Row], today: date, days: int = 7) -> list[Row]:
    """The forecast from tomorrow on."""
    return [row for row in rows if row["forecast_date"] > today][:days]


def months_of(points: list[Row], intervention: Row) -> list[Row]:
    """The months of what an intervention was meant to move."""
    names = ("kpi_id", "statistic", "slice_name", "slice_value")
    found = [row for row in points if all(row[name] == intervention[name] for name in names)]
    return found[-MONTHS_OF_TREND:]
