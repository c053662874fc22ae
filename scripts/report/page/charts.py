"""Charts with axes, drawn by Altair when the page is made: the page itself runs no library.

Colours are variables of the page's style sheet, so one drawing serves light, dark and paper.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

import altair as alt
import vl_convert
from markupsafe import Markup

from scripts.report.page.read import Row
from scripts.texts.locale import Formatter

# Drawn once for wide and once for narrow screens: text must not shrink with the drawing.
PATH, DIGITS = re.compile(r' d="[^"]*"'), re.compile(r"-?\d+\.\d+")
# What a drawing says of itself, and draws nowhere: a fifth of it. Its description is beside it.
UNSEEN = re.compile(
    r' (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink)="[^"]*"'
    r'|<path[^>]* d="(?:M0,0h0v0h0Z)?"[^>]*/>'
)
LONG = re.compile(r'<path[^>]* d="[^"]{200,}"[^>]*/>')
EMPTY = re.compile(r"<g[^>]*></g>")
SIZES = {"wide": (620, 200, 7), "narrow": (300, 170, 4)}


@dataclass
class Drawing:
    """A chart whose labels are put in afterwards: it is drawn once for all languages."""

    svg: str = ""
    shared: Markup = field(default_factory=Markup)
    labels: dict[str, date | float] = field(default_factory=dict)

    def placeholder(self, label: date | float) -> str:
        """Place in the drawing of a day or a number."""
        name = f"§{len(self.labels)}§"
        self.labels[name] = label
        return name

    def share(self, name: str) -> None:
        """Take long lines out, to stand in the page once: they are the same in all languages."""
        found: list[str] = []

        def move(path: re.Match[str]) -> str:
            found.append(path[0].replace("<path", f'<path id="{name}-{len(found)}"', 1))
            return f'<use href="#{name}-{len(found) - 1}"/>'

        self.svg = LONG.sub(move, self.svg)
        self.shared = Markup("".join(found))  # noqa: S704 - drawn of numbers and dates

    def fill(self, formatter: Formatter) -> Markup:
        """The drawing with the labels of one language."""
        shown = self.svg
        for name, label in self.labels.items():
            is_day = isinstance(label, date)
            text = formatter.day(label, "short") if is_day else formatter.number(label)
            # A chart runs from left to right; the mark keeps a day before its month in Persian.
            mark = "\u200f" if is_day and formatter.direction == "rtl" else ""
            shown = shown.replace(name, mark + text)
        # The drawing holds numbers and dates of the page, and no text from the data.
        return Markup(shown)  # noqa: S704


def backlog_chart(rows: list[Row], size: str) -> Drawing:
    """Open tickets as an area, overdue ones as a dashed line, by day."""
    drawing = Drawing()
    start = rows[0]["backlog_date"]
    points = [
        {
            "x": (row["backlog_date"] - start).days,
            "open": row["open_tickets"],
            "overdue": row["overdue_tickets"],
        }
        for row in rows
    ]
    base = _base(points, (start, rows[-1]["backlog_date"]), size, drawing)
    top = max(row["open_tickets"] or 0 for row in rows)
    y = _y_axis("open", top, drawing)
    layers = [
        base.mark_area(color="var(--speed)", opacity=0.16).encode(y=y),
        base.mark_line(color="var(--speed)", strokeWidth=2).encode(y=y),
    ]
    if any(row["overdue_tickets"] is not None for row in rows):
        layers.append(
            base.mark_line(color="var(--bad)", strokeWidth=2, strokeDash=[5, 3]).encode(
                y=alt.Y("overdue:Q")
            )
        )
    return _draw(alt.layer(*layers), size, drawing)


def forecast_chart(history: list[Row], forecast: list[Row], size: str) -> Drawing:
    """Past days as a line, expected days as a dashed line in their interval."""
    drawing = Drawing()
    start = min(
        [row["period_start"] for row in history] + [row["forecast_date"] for row in forecast]
    )
    points = [
        {"x": (row["period_start"] - start).days, "actual": row["value"]} for row in history
    ] + [
        {
            "x": (row["forecast_date"] - start).days,
            "expected": row["expected_contacts"],
            "low": row["low_contacts"],
            "high": row["high_contacts"],
        }
        for row in forecast
    ]
    top = max(point.get(name) or 0 for point in points for name in ("actual", "expected", "high"))
    base = _base(points, (start, forecast[-1]["forecast_date"]), size, drawing)
    y = _y_axis("high", top, drawing)
    layers = [
        base.transform_filter("isValid(datum.high)")
        .mark_area(color="var(--quality)", opacity=0.2)
        .encode(y=y, y2="low"),
        base.transform_filter("isValid(datum.expected)")
        .mark_line(color="var(--quality)", strokeWidth=2, strokeDash=[5, 3])
        .encode(y="expected:Q"),
        base.transform_filter("isValid(datum.actual)")
        .mark_line(color="var(--speed)", strokeWidth=2)
        .encode(y="actual:Q"),
    ]
    return _draw(alt.layer(*layers), size, drawing)


def nice_ticks(top: float, most: int = 4) -> list[float]:
    """Round numbers from zero to at least `top`."""
    if top <= 0:
        return [0, 1]
    step = 10.0 ** (len(str(int(top))) - 1)
    for divisor in (10, 5, 4, 2, 1):
        if top / (step / divisor) <= most and step / divisor >= 1:
            step /= divisor
            break
    count = int(-(-top // step))
    return [step * index for index in range(count + 1)]


def _base(points: list[Row], ends: tuple[date, date], size: str, drawing: Drawing) -> alt.Chart:
    start, end = ends
    length = max((end - start).days, 1)
    ticks = SIZES[size][2]
    step = max(round(length / ticks), 1)
    places = list(range(0, length - step // 3, step))
    labels = {str(place): drawing.placeholder(start + timedelta(days=place)) for place in places}
    axis = alt.Axis(
        values=places, labelExpr=_lookup(labels), grid=False, title=None, labelFlush=True
    )
    x = alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[0, length], nice=False))
    return alt.Chart(alt.Data(values=points)).encode(x=x)


def _y_axis(name: str, top: float, drawing: Drawing) -> alt.Y:
    ticks = nice_ticks(top)
    labels = {f"{tick:g}": drawing.placeholder(tick) for tick in ticks}
    axis = alt.Axis(values=ticks, labelExpr=_lookup(labels), title=None, domain=False, ticks=False)
    return alt.Y(f"{name}:Q", axis=axis, scale=alt.Scale(domain=[0, ticks[-1]]))


def _lookup(labels: dict[str, str]) -> str:
    entries = ", ".join(f"'{key}': '{label}'" for key, label in labels.items())
    return f"({{{entries}}})['' + datum.value]"


def _draw(chart: alt.LayerChart, size: str, drawing: Drawing) -> Drawing:
    width, height, _ = SIZES[size]
    specification = (
        chart.properties(width=width, height=height, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor="var(--muted)",
            gridColor="var(--line)",
            domainColor="var(--line)",
            tickColor="var(--line)",
            labelFontSize=12,
        )
        .to_dict(validate=False)
    )
    # A tenth of a pixel is enough: the rest of the digits were a third of the drawing.
    svg = PATH.sub(
        lambda path: DIGITS.sub(lambda number: f"{float(number[0]):.1f}", path[0]),
        vl_convert.vegalite_to_svg(specification),
    )
    drawing.svg = UNSEEN.sub("", svg)
    while (smaller := EMPTY.sub("", drawing.svg)) != drawing.svg:
        drawing.svg = smaller
    return drawing


def draw_charts(data: dict[str, list[Row]], forecast: list[Row]) -> dict[str, dict[str, Drawing]]:
    """Every chart of the page, in both sizes; none where there is nothing to draw."""
    drawn: dict[str, dict[str, Drawing]] = {}
    if data["backlog_daily"]:
        drawn["backlog"] = {size: backlog_chart(data["backlog_daily"], size) for size in SIZES}
    if data["history"] and forecast:
        drawn["forecast"] = {
            size: forecast_chart(data["history"], forecast, size) for size in SIZES
        }
    for name, sizes in drawn.items():
        for size, drawing in sizes.items():
            drawing.share(f"{name}-{size}")
    return drawn
