"""The small trend line of a tile: values, interval, target and marks, without any text."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from scripts.report.page.read import Row

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
        shown: Start of the period whose value stands beside the trend.
        styles: Attributes per class, for a drawing that no style sheet reaches.
        interventions: Whose first month is marked; by a solid line where their effect is seen.
    """
    known = [point for point in points if point["value"] is not None]
    if len(known) < 2:
        return Markup()
    scale = _Scale(known, [x for x in (target_low, target_high) if x is not None])
    step = (WIDTH - 2 * EDGE) / (len(points) - 1)
    places = [(EDGE + index * step, point) for index, point in enumerate(points)]
    parts = [_target(scale, target_low, target_high), *_begun(places, interventions)]
    for run in _runs(places):
        parts.append(_band(scale, run))
        line = " ".join(f"{x:.1f},{scale.y(point['value']):.1f}" for x, point in run)
        parts.append(Markup('<polyline class="t-line" points="{}"/>').format(line))
    for x, point in places:
        if point["value"] is not None:
            is_shown = point.get("period_start") == shown if shown else point is known[-1]
            parts.append(_mark(x, scale.y(point["value"]), point, is_shown))
    drawing = Markup(
        '<svg class="trend" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-hidden="true" '
        'focusable="false">{2}</svg>'
    ).format(WIDTH, HEIGHT, Markup().join(parts))
    for name, style in (styles or {}).items():
        drawing = Markup(str(drawing).replace(f'class="{name}"', style))  # noqa: S704 - own text
    return drawing


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


def _runs(places: list[tuple[float, Row]]) -> list[list[tuple[float, Row]]]:
    runs: list[list[tuple[float, Row]]] = [[]]
    for place in places:
        if place[1]["value"] is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _band(scale: _Scale, run: list[tuple[float, Row]]) -> Markup:
    bounded = [(x, p) for x, p in run if None not in (p.get("ci_low"), p.get("ci_high"))]
    if len(bounded) < 2:
        return Markup()
    upper = [f"{x:.1f},{scale.y(p['ci_high']):.1f}" for x, p in bounded]
    lower = [f"{x:.1f},{scale.y(p['ci_low']):.1f}" for x, p in reversed(bounded)]
    return Markup('<polygon class="t-band" points="{}"/>').format(" ".join(upper + lower))


def _target(scale: _Scale, low: float | None, high: float | None) -> Markup:
    if low is None and high is None:
        return Markup()
    top = scale.y(high) if high is not None else 0.0
    bottom = scale.y(low) if low is not None else float(HEIGHT)
    area = Markup('<rect class="t-target" x="0" y="{:.1f}" width="{}" height="{:.1f}"/>').format(
        top, WIDTH, max(bottom - top, 0.0)
    )
    lines = [
        Markup('<line class="t-limit" x1="0" x2="{}" y1="{y:.1f}" y2="{y:.1f}"/>').format(
            WIDTH, y=scale.y(limit)
        )
        for limit in (low, high)
        if limit is not None
    ]
    return Markup().join([area, *lines])


def _begun(places: list[tuple[float, Row]], interventions: Sequence[Row]) -> list[Markup]:
    marks = {first_month(row): mark_of_verdict(row["verdict"]) for row in interventions}
    return [
        Markup('<line class="{}" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{}"/>').format(
            marks[point["period_start"]], HEIGHT, x=x
        )
        for x, point in places
        if point.get("period_start") in marks
    ]


def _mark(x: float, y: float, point: dict[str, Any], is_shown: bool) -> Markup:
    if point.get("is_signal"):
        # A diamond: a signal is told by shape, not by colour alone.
        corners = f"M{x:.1f},{y - 5:.1f}l5,5l-5,5l-5,-5z"
        return Markup('<path class="t-signal" d="{}"/>').format(corners)
    kind = "t-open" if point.get("is_provisional") else "t-last" if is_shown else ""
    if not kind:
        return Markup()
    return Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="3.5"/>').format(kind, x, y)
