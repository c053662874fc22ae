"""Write the handbook: one self-contained page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markdown_it import MarkdownIt
from markupsafe import Markup

from scripts.artifacts.manifest import read_manifest
from scripts.artifacts.rows import grouped
from scripts.base.variables import variables_in_force
from scripts.report.handbook.entries import Entry, Target, read_entries
from scripts.report.handbook.meanings import HEADINGS
from scripts.texts.locale import Formatter
from scripts.texts.templates import page_templates
from scripts.texts.told import Told, script

HANDBOOK_NAME = "handbook.html"
TEMPLATES = Path(__file__).parent / "templates"


def write_handbook(
    artifacts: Path, project: Path, variables: Mapping[str, Any], goal: Path
) -> Path | None:
    """Write the handbook into a folder, in all languages.

    Args:
        artifacts: Folder of dbt's manifest.
        project: Folder of dbt_project.yml and the seeds.
        variables: What was set for this run, besides the defaults.
        goal: Folder to write into.

    Returns:
        The file; None where the project describes no KPI.
    """
    settings = variables_in_force(project, variables)
    entries = read_entries(read_manifest(artifacts), project, settings)
    if not entries:
        return None
    # The KPIs of the articles come first: they are what most readers look for.
    ordered = sorted(entries, key=lambda entry: entry.row["origin"] != "article")
    families = grouped(ordered, lambda entry: entry.row["family"])
    page = _environment(Told(), entries).get_template("handbook.html.j2")
    path = goal / HANDBOOK_NAME
    path.write_text(
        page.render(families=list(families.items()), entries=entries, headings=HEADINGS),
        encoding="utf-8",
    )
    return path


def _environment(told: Told, entries: list[Entry]) -> Environment:
    """The templates, and what they say in all languages."""
    names = {entry.kpi_id: told.write(lambda f, e=entry: e.names[f.language]) for entry in entries}
    environment = page_templates(TEMPLATES)
    markdown = MarkdownIt("commonmark", {"html": False})
    # markdown-it escapes what it does not know, so its result may stand as it is.
    environment.filters["markdown"] = lambda text: Markup(markdown.render(text))  # noqa: S704
    environment.filters["words"] = lambda name: name.replace("_", " ")
    environment.globals.update(
        told=told,
        english=Told(languages=("en",)),
        told_script=script(),
        t=told.text,
        name=lambda entry: names[entry.kpi_id],
        link=lambda kpi: _link(kpi, names),
        meaning=lambda entry: _meaning(told, entry, markdown),
        amount=lambda entry, target: told.write(lambda f: _amount(f, entry, target)),
        word=lambda group, code: lambda f: f.word(group, code),
        only_others=lambda f: "" if f.language == "en" else f.text("handbook.english"),
        csat=Markup("<code>csat</code>"),
    )
    return environment


def _link(kpi: str, names: Mapping[str, Markup]) -> Markup:
    """A link to the card of a KPI; its id where it has none."""
    if kpi not in names:
        return Markup("<code>{}</code>").format(kpi)
    return Markup('<a href="#{}">{}</a>').format(kpi, names[kpi])


def _meaning(told: Told, entry: Entry, markdown: MarkdownIt) -> Markup:
    """The meaning in the reader's language, where it is written in it; else in English."""
    english = Markup('<div lang="en" dir="ltr">{}</div>').format(
        Markup(markdown.render(entry.meaning.summary))  # noqa: S704 - markdown-it escapes
    )
    said = entry.translations
    return told.write(lambda f: said.get(f.language, english)) if said else english


def _amount(f: Formatter, entry: Entry, target: Target) -> Markup:
    kpi = {**entry.row, "statistic": entry.row["headline_statistic"]}
    if target.low == target.high and target.low is not None:
        return Markup("<bdi>{}</bdi>").format(f.value(kpi, target.low))
    return f.target(kpi, target.low, target.high)
