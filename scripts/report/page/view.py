"""What the page says in every language alike: rows grouped and judged, nothing worded."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from scripts.report.page import answers, explore, groups, sections
from scripts.report.page.focus import make_focus, mark_of
from scripts.report.page.queries import SHOWN
from scripts.report.page.read import Data, Row

VOICE_KPIS = (
    "csat",
    "csat_mean",
    "nps",
    "ces",
    "servqual_gap",
    "low_score_rate",
    "survey_response_rate",
)
COST_KPIS = ("cost_per_ticket", "cost_per_resolution", "cost_per_human_ticket")
SLA_KPIS = ("sla_compliance_rate", "service_level", "abandonment_rate", "missed_rate")
MOST_SIGNALS = 6
MOST_RESTATEMENTS = 12
HEAT_LEVELS, BALANCE_TREND = 5, 12


@dataclass(frozen=True)
class View:
    """The page's content, language by language worded by the template."""

    data: Data
    as_of: datetime
    today: date
    month: date
    months: list[date]
    segments: dict[str, list[Row]]
    zone: str
    ticket_url: str | None
    focus: list[Row]
    replaced: list[tuple[str, list[Row]]]
    answers: answers.Answers
    gaps: list[answers.Gap]
    verdicts: Counter[str]
    signals: list[Row]
    provisional: int
    kpis: dict[str, Row]
    origins: dict[str, list[Row]]
    listed: list[tuple[str, list[Row]]]
    missing: list[tuple[str, list[Row]]]
    # Sections without content, and those of them that lack tables, by the tables.
    empty: dict[str, str]
    lacking: dict[str, list[str]]
    has_contacts: bool
    balance: list[Row]
    balance_now: Row | None
    balance_slices: list[Row]
    week_order: list[int]
    heat: dict[tuple[int, int], Row]
    heat_peak: Row | None
    forecasts: dict[str, list[Row]]
    agents: dict[bool, list[Row]]
    sla: list[tuple[str, dict[str, Row]]]
    findings: Counter[str]
    reported: list[tuple[str, Counter[str]]]
    currency: str | None
    interventions: list[Row]

    def pick(self, ids: tuple[str, ...]) -> list[Row]:
        """KPIs of the scorecard that have a value or at least a source."""
        found = [self.kpis[kpi_id] for kpi_id in ids if kpi_id in self.kpis]
        return [row for row in found if row["value"] is not None]


def make_view(data: Data) -> View:
    """Group and judge what was read."""
    scorecard = data["scorecard"]
    core = [row for row in scorecard if row["origin"] == "article"]
    focus, replaced = make_focus(data)
    # Whatever the page shows is defined on it.
    shown = {*SHOWN, *(tile["kpi_id"] for tile in focus)}
    listed = [row for row in scorecard if row["origin"] == "article" or row["kpi_id"] in shown]
    gaps = answers.make_gaps(data, focus)
    forecasts = groups.forecasts_by_kind(data["forecast"], _today(data))
    tomorrow = [groups.next_days(rows, _today(data))[0] for rows in forecasts.values()]
    months, segments = explore.choices(data["explore"])
    settings = data["settings"][0] if data["settings"] else {}
    balance = [row for row in data["balance"] if row["slice_name"] == "overall"][-BALANCE_TREND:]
    month = _month(focus, months)
    heat = {(row["iso_weekday"], row["hour_of_day"]): row for row in data["peak_hours"]}
    known_heat = [row for row in data["peak_hours"] if row["arrivals_per_hour"]]
    kpis = {row["kpi_id"]: row for row in scorecard}
    delivered = sections.delivered_tables(kpis)
    now = next((row for row in reversed(balance) if _has_scores(row, month)), None)
    content = {
        "balance": now,
        "drilldown": gaps,
        "backlog": data["backlog_daily"],
        "open": "unanswered" in data and "tickets" in delivered,
        "peak": known_heat,
        "forecast": forecasts,
        "agents": data["agents"],
        "sla": data["sla"] or _has_value(kpis, SLA_KPIS),
        "voice": _has_value(kpis, VOICE_KPIS),
        "costs": _has_value(kpis, COST_KPIS),
    }
    empty = sections.empty_sections(content, delivered)
    return View(
        data=data,
        as_of=max(row["as_of"] for row in scorecard),
        today=_today(data),
        month=month,
        months=months,
        segments=segments,
        zone=settings.get("report_timezone", "UTC"),
        ticket_url=_web_address(settings.get("ticket_url_template")),
        focus=focus,
        replaced=groups.missing_kpis(replaced),
        answers=answers.make_answers(data, focus, gaps, tomorrow),
        gaps=gaps,
        verdicts=Counter(_verdict(row) for row in focus),
        signals=[row for row in core if row["is_signal"]][:MOST_SIGNALS],
        provisional=sum(1 for row in core if row["is_provisional"]),
        kpis=kpis,
        origins=groups.origins(data["targets"]),
        listed=[(key, list(rows)) for key, rows in groupby(listed, lambda row: row["family"])],
        missing=groups.missing_kpis(core),
        empty=empty,
        lacking=sections.by_need(empty),
        has_contacts=bool({"tickets", "calls"} & delivered),
        balance=balance,
        # The month of the tiles, though some of it may still change: one page, one month.
        balance_now=now,
        balance_slices=[
            row
            for row in data["balance"]
            if row["slice_name"] != "overall"
            and (row["speed_score"] is not None or row["quality_score"] is not None)
        ],
        week_order=groups.week_order(data["dates"]),
        heat=heat if known_heat else {},
        heat_peak=max(known_heat, key=lambda row: row["arrivals_per_hour"], default=None),
        forecasts=forecasts,
        agents=groups.compared_agents(data),
        sla=[
            (metric, {row["priority"]: row for row in rows})
            for metric, rows in groupby(data["sla"], lambda row: row["metric"])
        ],
        findings=groups.findings(data["trust"]),
        reported=groups.reported_values(data["trust"]),
        currency=next((row["currency"] for row in data["costs"] if row["currency"]), None),
        interventions=[
            row | {"trend": groups.months_of(data["explore"], row)}
            for row in data["interventions"]
            if row["kpi_id"] in kpis
        ],
    )


def _web_address(template: str | None) -> str | None:
    """A link template, where it leads to the web and nowhere else."""
    return template if template and template.startswith(("https://", "http://")) else None


def _has_value(kpis: dict[str, Row], ids: tuple[str, ...]) -> bool:
    return any(i in kpis and kpis[i]["value"] is not None for i in ids)


def _has_scores(row: Row, month: date) -> bool:
    # One of them alone is nothing to compare.
    scores = (row["speed_score"], row["quality_score"])
    return row["period_start"] <= month and None not in scores


def _month(focus: list[Row], months: list[date]) -> date:
    """The month that the front shows."""
    shown = (row["period_start"] for row in focus if row["period_grain"] == "month")
    return next(shown, months[0])


def heat_level(view: View, row: Row | None) -> int:
    """How strongly an hour is coloured: 0 (nothing) to HEAT_LEVELS (the busiest hour)."""
    if not row or not row["arrivals_per_hour"] or not view.heat_peak:
        return 0
    share = row["arrivals_per_hour"] / view.heat_peak["arrivals_per_hour"]
    return max(1, min(HEAT_LEVELS, int(share * HEAT_LEVELS + 0.999)))


def _verdict(row: Row) -> str:
    mark = mark_of(row)
    return {"green": "met", "red": "missed", "amber": "missed", "open": "unclear"}.get(mark, "open")


def _today(data: Data) -> date:
    """The day of `as_of` in the reporting zone; in UTC where no days are published."""
    newest: date | None = data["today"][0]["today"]
    return newest or max(row["as_of"] for row in data["scorecard"]).date()
