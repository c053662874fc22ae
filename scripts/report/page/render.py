"""From a release to its page and its picture."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment
from markupsafe import Markup

from scripts.artifacts.export import RELEASE_DATABASE
from scripts.base.files import whole_file
from scripts.report.page import explore, groups, view
from scripts.report.page.focus import mark_of
from scripts.report.page.read import Data, read_data
from scripts.report.page.trend import mark_of_verdict, trend_line
from scripts.texts import definitions
from scripts.texts.locale import LANGUAGES, Formatter
from scripts.texts.safe import clean, isolate
from scripts.texts.templates import page_templates
from scripts.texts.told import language_script

HERE = Path(__file__).parent
PAGE, PICTURE = "scorecard.html", "scorecard.png"
PICTURE_SCALE = 1.5
INDENTATION = re.compile(r"\n\s+")
# A picture has no style sheet: the attributes that stand for its classes.
PICTURE_STYLES = {
    "t-line": 'stroke="#17202b" stroke-width="2"',
    "t-band": 'fill="#55606f" fill-opacity="0.2"',
    "t-target": 'fill="#0a6a8f" fill-opacity="0.13"',
    "t-limit": 'stroke="#0a6a8f" stroke-width="1.3" stroke-dasharray="4 3"',
    "t-last": 'fill="#17202b"',
    "t-open": 'fill="#ffffff" stroke="#17202b" stroke-width="2"',
    "t-signal": 'fill="#7a4a9e"',
    "t-begun": 'stroke="#55606f" stroke-width="1.5" stroke-dasharray="2 3"',
    "t-seen": 'stroke="#55606f" stroke-width="1.5"',
}


def write_page(
    release: Path, folder: Path | None = None, language: str = "en", agent: str = ""
) -> list[Path]:
    """Write the page and its picture of a release.

    Args:
        release: Folder of a release, with its DuckDB file.
        folder: Where the files go; next to the DuckDB file when None.
        language: Language in which the page opens and the picture is written.
        agent: The agent for whom the page is, which opens with that agent's numbers.

    Returns:
        The files written; none where the release has no scorecard.
    """
    with duckdb.connect(str(release / RELEASE_DATABASE), read_only=True) as connection:
        data = read_data(connection, release.resolve().name, agent)
    if data is None or not data["scorecard"]:
        return []
    goal = folder or release
    goal.mkdir(parents=True, exist_ok=True)
    page, picture = goal / PAGE, goal / PICTURE
    with whole_file(page) as place:
        place.write_text(render_page(data, language, agent), encoding="utf-8", newline="\n")
    with whole_file(picture) as place:
        place.write_bytes(render_picture(data, language))
    return [page, picture]


def render_page(data: Data, language: str = "en", agent: str = "") -> str:
    """The whole page as one text, in all languages."""
    # Imported late: it takes a second, and a project without a scorecard draws nothing.
    from scripts.report.page import charts

    shown = view.View(data)
    template = _environment().get_template("page.html.j2")
    formatters = _formatters(data)
    page = template.render(
        view=shown,
        charts=charts.draw_charts(data, shown.forecasts.get("ticket", [])),
        default=language,
        agent=agent,
        formatters=formatters,
        rules={
            name: explore.writing_rules(formatter, shown.currency)
            for name, formatter in formatters.items()
        },
        packed=explore.pack(data["explore"], data["interventions"]),
        style=_asset("style.css") + _asset("print.css"),
        script=language_script() + _asset("page.js") + _asset("explore.js"),
    )
    # Indentation is for who writes the templates; the page has a limit.
    return INDENTATION.sub("\n", page)


def render_picture(data: Data, language: str = "en") -> bytes:
    """The front of the page as PNG."""
    import vl_convert

    formatter = _formatters(data)[language]
    template = _environment().get_template("front.svg.j2")
    drawing = template.render(view=view.View(data), f=formatter, picture_trend=_picture_trend)
    return vl_convert.svg_to_png(drawing, scale=PICTURE_SCALE)


def _formatters(data: Data) -> dict[str, Formatter]:
    zone = data["settings"][0]["report_timezone"] if data["settings"] else "UTC"
    return {language: Formatter(language, zone) for language in LANGUAGES}


def _picture_trend(tile: dict[str, Any]) -> Markup:
    """A tile's trend with the colours that the style sheet gives it on the page."""
    low, high, shown = tile["target_low"], tile["target_high"], tile["period_start"]
    return trend_line(tile["trend"], low, high, shown, PICTURE_STYLES, tile["interventions"])


@cache
def _environment() -> Environment:
    environment = page_templates(HERE / "templates")
    environment.globals.update(
        trend_line=trend_line,
        mark_of_verdict=mark_of_verdict,
        next_days=groups.next_days,
        mark_of=mark_of,
        most_restatements=view.MOST_RESTATEMENTS,
        definition=definitions.definition,
        voice_kpis=view.VOICE_KPIS,
        cost_kpis=view.COST_KPIS,
        sla_kpis=view.SLA_KPIS,
    )
    environment.filters.update(
        most=groups.most, data=lambda text: isolate(clean(text)), iso=isolate
    )
    return environment


def _asset(name: str) -> Markup:
    return Markup((HERE / "templates" / name).read_text(encoding="utf-8"))  # noqa: S704
