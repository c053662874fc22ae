"""Rows of the marts, grouped as the page shows them, and sections that have nothing to show."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from scripts.artifacts.inputs import needed_input
from scripts.artifacts.rows import grouped
from scripts.report.page.focus import MONTHS_OF_TREND, WITHOUT_SOURCE
from scripts.report.page.read import Data, Row

WAYS = ("better", "worse")
# All of these tables, or one of them, and the KPIs that tell whether a table was delivered.
ALL_OF = {
    "balance": ("tickets", "surveys"),
    "backlog": ("tickets",),
    "open": ("tickets",),
    "agents": ("tickets", "agents"),
    "sla": ("tickets", "sla_policies"),
    "voice": ("surveys",),
    "costs": ("costs",),
}
ONE_OF = {"peak": ("tickets", "calls"), "forecast": ("tickets", "calls")}
TOLD_BY = {
    "tickets": ("ticket_volume",),
    "calls": ("abandonment_rate", "queue_wait_time", "handle_time", "conversation_duration"),
    "surveys": ("csat", "nps", "ces", "survey_response_rate"),
    "costs": ("cost_per_ticket",),
}


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


def delivered_tables(kpis: Mapping[str, Row]) -> set[str]:
    """Raw tables that some KPI has as its source."""
    return {
        table
        for table, ids in TOLD_BY.items()
        if any(i in kpis and kpis[i]["value_status"] not in WITHOUT_SOURCE for i in ids)
    }


def empty_sections(has_content: Mapping[str, object], delivered: Iterable[str]) -> dict[str, str]:
    """Sections without content, with the tables that they lack; none where it is not a table.

    `a&b` are both lacking, of `a|b` one is enough.
    """
    there = set(delivered)
    empty = {}
    for name, content in has_content.items():
        if content:
            continue
        lacking = [table for table in ALL_OF.get(name, ()) if table not in there]
        empty[name] = "&".join(lacking)
        if name in ONE_OF and not there.intersection(ONE_OF[name]):
            empty[name] = "|".join(ONE_OF[name])
    return empty


def by_need(empty: Mapping[str, str]) -> dict[str, list[str]]:
    """Empty sections by the tables that they lack."""
    return grouped((name for name, needed in empty.items() if needed), lambda name: empty[name])
