"""What the page says in every language alike: rows grouped and rated, nothing worded."""

from collections import Counter
from datetime import date

from scripts.artifacts.rows import grouped
from scripts.report.page import answers, explore, groups
from scripts.report.page.focus import make_focus
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
# What a value says of its target, counted below the front.
VERDICTS = {"green": "met", "red": "missed", "amber": "missed", "open": "unclear"}
MOST_SIGNALS = 6
MOST_RESTATEMENTS = 12
HEAT_LEVELS, BALANCE_TREND = 5, 12


class View:
    """The page's content, language by language worded by the template."""

    def __init__(self, data: Data) -> None:
        """Group and judge what was read."""
        self.data = data
        scorecard = data["scorecard"]
        core = [row for row in scorecard if row["origin"] == "article"]
        settings = data["settings"][0] if data["settings"] else {}
        self.as_of = max(row["as_of"] for row in scorecard)
        # The day of `as_of` in the reporting zone; in UTC where no days are published.
        self.today: date = data["today"][0]["today"] or self.as_of.date()
        self.zone = settings.get("report_timezone", "UTC")
        self.ticket_url = _web_address(settings.get("ticket_url_template"))
        self.currency = next((row["currency"] for row in data["costs"] if row["currency"]), None)
        self.kpis = {row["kpi_id"]: row for row in scorecard}
        self.focus, replaced = make_focus(data)
        self.replaced = groups.missing_kpis(replaced)
        self.months, self.segments = explore.choices(data["explore"])
        self.month = _month(self.focus, self.months)
        self.gaps = answers.make_gaps(data, self.focus)
        self.forecasts = groups.forecasts_by_kind(data["forecast"], self.today)
        tomorrow = [groups.next_days(rows, self.today)[0] for rows in self.forecasts.values()]
        self.answers = answers.Answers(data, self.focus, self.gaps, tomorrow)
        self.verdicts = Counter(VERDICTS.get(tile["mark"], "open") for tile in self.focus)
        self.signals = [row for row in core if row["is_signal"]][:MOST_SIGNALS]
        self.provisional = sum(1 for row in core if row["is_provisional"])
        # Whatever the page shows is defined on it.
        shown = {*SHOWN, *(tile["kpi_id"] for tile in self.focus)}
        listed = [row for row in scorecard if row["origin"] == "article" or row["kpi_id"] in shown]
        self.listed = list(grouped(listed, lambda row: row["family"]).items())
        self.origins = groups.origins(data["targets"])
        self.missing = groups.missing_kpis(core)
        whole = [row for row in data["balance"] if row["slice_name"] == "overall"]
        self.balance = whole[-BALANCE_TREND:]
        # The month of the tiles, though some of it may still change: one page, one month.
        now = (row for row in reversed(self.balance) if _has_scores(row, self.month))
        self.balance_now = next(now, None)
        self.balance_slices = [
            row
            for row in data["balance"]
            if row["slice_name"] != "overall"
            and (row["speed_score"] is not None or row["quality_score"] is not None)
        ]
        self.week_order = groups.week_order(data["dates"])
        busy = [row for row in data["peak_hours"] if row["arrivals_per_hour"]]
        hours = {(row["iso_weekday"], row["hour_of_day"]): row for row in data["peak_hours"]}
        self.heat = hours if busy else {}
        self.heat_peak = max(busy, key=lambda row: row["arrivals_per_hour"], default=None)
        self.agents = groups.compared_agents(data)
        self.sla = [
            (metric, {row["priority"]: row for row in rows})
            for metric, rows in grouped(data["sla"], lambda row: row["metric"]).items()
        ]
        self.findings = groups.findings(data["trust"])
        self.reported = groups.reported_values(data["trust"])
        self.interventions = [
            row | {"trend": groups.months_of(data["explore"], row)}
            for row in data["interventions"]
            if row["kpi_id"] in self.kpis
        ]
        delivered = groups.delivered_tables(self.kpis)
        self.has_contacts = bool({"tickets", "calls"} & delivered)
        content = {
            "balance": self.balance_now,
            "drilldown": self.gaps,
            "backlog": data["backlog_daily"],
            "open": "unanswered" in data and "tickets" in delivered,
            "peak": busy,
            "forecast": self.forecasts,
            "agents": data["agents"],
            "sla": data["sla"] or self.pick(SLA_KPIS),
            "voice": self.pick(VOICE_KPIS),
            "costs": self.pick(COST_KPIS),
        }
        # Sections without content, and those of them that lack tables, by the tables.
        self.empty = groups.empty_sections(content, delivered)
        self.lacking = groups.by_need(self.empty)

    def pick(self, ids: tuple[str, ...]) -> list[Row]:
        """Those of some KPIs that have a value."""
        found = [self.kpis[kpi_id] for kpi_id in ids if kpi_id in self.kpis]
        return [row for row in found if row["value"] is not None]

    def heat_level(self, row: Row | None) -> int:
        """How strongly an hour is coloured: 0 (nothing) to HEAT_LEVELS (the busiest hour)."""
        if not row or not row["arrivals_per_hour"] or not self.heat_peak:
            return 0
        share = row["arrivals_per_hour"] / self.heat_peak["arrivals_per_hour"]
        return max(1, min(HEAT_LEVELS, int(share * HEAT_LEVELS + 0.999)))


def _web_address(template: str | None) -> str | None:
    """A link template, where it leads to the web and nowhere else."""
    return template if template and template.startswith(("https://", "http://")) else None


def _has_scores(row: Row, month: date) -> bool:
    # One of them alone is nothing to compare.
    scores = (row["speed_score"], row["quality_score"])
    return row["period_start"] <= month and None not in scores


def _month(focus: list[Row], months: list[date]) -> date:
    """The month that the front shows."""
    shown = (row["period_start"] for row in focus if row["period_grain"] == "month")
    return next(shown, months[0])
