"""Which sections of the page have nothing to show, and which raw tables each of them lacks."""

from collections.abc import Iterable, Mapping

from scripts.artifacts.rows import grouped
from scripts.report.page.focus import WITHOUT_SOURCE
from scripts.report.page.read import Row

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
