"""The small trend line of a tile: values, interval, target and marks, without any text."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

from scripts.report.page.read import Row
from scripts.texts.templates import page_templates

# Where a month is drawn, and what is known of it.
Place = tuple[float, Row]
WIDTH, HEIGHT, EDGE = 240, 64, 6
# What was changed on purpose and is seen in the numbers, for better or worse.
SEEN = ("better", "worse", "higher", "lower")


def trend_line(
    points: list[Row],
    target_low: float | None = None,
    target_high: float | None = None,
    shown: date | None = None,
    styles: dict[str, str] | None = None,
    interventions: Sequence[Row] = (),
) -> Markup:
    """Draw a trend; months without a value are gaps, provisional ones are hollow.

    Args:
        points: Value, interval and marks per month.
        target_low: Lower end of the target.
        target_high: Upper end of the target.
        shown: Start of the period whose value is next to the trend.
        styles: Attributes per class, for a drawing that no style sheet reaches.
        interventions: Whose first month is marked; by a solid line where their effect is seen.
    """
    known = [point for point in points if point["value"] is not None]
    if len(known) < 2:
        return Markup()
    step = (WIDTH - 2 * EDGE) / (len(points) - 1)
    places = [(EDGE + index * step, point) for index, point in enumerate(points)]
    at_shown = (point for point in known if point.get("period_start") == shown)
    drawing = _template().render(
        width=WIDTH,
        height=HEIGHT,
        y=_Scale(known, [x for x in (target_low, target_high) if x is not None]).y,
        low=target_low,
        high=target_high,
        places=places,
        runs=[(run, _bounded(run)) for run in _runs(places)],
        begun={first_month(row): mark_of_verdict(row["verdict"]) for row in interventions},
        shown=next(at_shown, None) if shown else known[-1],
    )
    for name, style in (styles or {}).items():
        drawing = drawing.replace(f'class="{name}"', style)
    return Markup(drawing)  # noqa: S704 - drawn of numbers


@cache
def _template() -> Template:
    templates = page_templates(Path(__file__).parent / "templates")
    templates.filters["tenth"] = lambda number: f"{number:.1f}"
    return templates.get_template("trend.svg.j2")


def first_month(intervention: Row) -> date:
    """The month in which an intervention began, by its first day."""
    return intervention["started_on"].replace(day=1)


def mark_of_verdict(verdict: str) -> str:
    """The class of an intervention's mark: a solid line where its effect is seen, else dotted."""
    return "t-seen" if verdict in SEEN else "t-begun"


def begun_within(interventions: Sequence[Row], points: Sequence[Row]) -> list[Row]:
    """Interventions that began in one of the months of a trend."""
    months = {point["period_start"] for point in points}
    return [row for row in interventions if first_month(row) in months]


class _Scale:
    """Values to heights; an interval that is far wider than the trend is cut off."""

    def __init__(self, known: list[Row], targets: list[float]) -> None:
        values = [point["value"] for point in known] + targets
        low, high = min(values), max(values)
        room = (high - low) or abs(high) or 1.0
        ends = [
            point[name]
            for point in known
            for name in ("ci_low", "ci_high")
            if point.get(name) is not None
        ]
        self._low = max(min([low, *ends]), low - room * 0.4)
        self._high = min(max([high, *ends]), high + room * 0.4)
        if self._high == self._low:
            self._high = self._low + room

    def y(self, value: float) -> float:
        inside = min(max(value, self._low), self._high)
        return HEIGHT - EDGE - (inside - self._low) / (self._high - self._low) * (HEIGHT - 2 * EDGE)


def _runs(places: list[Place]) -> list[list[Place]]:
    runs: list[list[Place]] = [[]]
    for place in places:
        if place[1]["value"] is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _bounded(run: list[Place]) -> list[Place]:
    """Those that have an interval."""
    return [(x, p) for x, p in run if None not in (p.get("ci_low"), p.get("ci_high"))]
