"""Write the handbook: one self-contained page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from scripts.artifacts.manifest import read_manifest
from scripts.base.variables import known_variables
from scripts.report.handbook.entries import LANGUAGES, Entry, read_entries
from scripts.report.handbook.meanings import HEADINGS

HANDBOOK_NAME = "handbook.html"
TEMPLATES = Path(__file__).parent / "templates"


def write_handbook(
    artifacts: Path, project: Path, variables: Mapping[str, Any], goal: Path
) -> Path | None:
    """Write the handbook into a folder.

    Args:
        artifacts: Folder of dbt's manifest.
        project: Folder of dbt_project.yml and the seeds.
        variables: What was set for this run, beside the defaults.
        goal: Folder to write into.

    Returns:
        The file; None where the project describes no KPI.
    """
    settings = {**known_variables(project), **variables}
    entries = read_entries(read_manifest(artifacts), project, settings)
    if not entries:
        return None
    families: dict[str, list[Entry]] = {}
    # The KPIs of the articles come first: they are what most readers look for.
    for entry in sorted(entries, key=lambda entry: entry.row["origin"] != "article"):
        families.setdefault(entry.row["family"], []).append(entry)
    page = _environment().get_template("handbook.html.j2")
    path = goal / HANDBOOK_NAME
    path.write_text(
        page.render(
            families=list(families.items()), entries=entries, headings=HEADINGS, languages=LANGUAGES
        ),
        encoding="utf-8",
    )
    return path


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    markdown = MarkdownIt("commonmark", {"html": False})
    # markdown-it escapes what it does not know, so its result may stand as it is.
    environment.filters["markdown"] = lambda text: Markup(markdown.render(text))  # noqa: S704
    environment.filters["words"] = lambda name: name.replace("_", " ")
    return environment
