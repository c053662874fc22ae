"""The sources that are shipped: what each needs and what it fills."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.base.files import read_yaml
from scripts.base.settings import Settings


def print_sources(settings: Settings, out: Console, _: Console) -> None:
    """List them; those of this command's settings are marked."""
    table = Table(title="Sources", title_justify="left", show_lines=True)
    for heading in ("Source", "Reads", "Tables (optional ones in brackets)", "Fills"):
        table.add_column(heading, overflow="fold")
    for folder, source in _shipped(settings.project):
        name = source["name"]
        needs = [
            item["name"] if _meta(item).get("required") else f"[{item['name']}]"
            for item in source["tables"]
            if not _meta(item).get("unread")
        ]
        table.add_row(
            Text(f"{name} (named)" if name in settings.sources else name, style="bold"),
            Text(source["description"].split(". ")[0].rstrip(".")),
            Text(", ".join(needs)),
            Text(", ".join(_raw_tables(folder, name, settings.project))),
        )
    out.print(table)
    out.print(
        "Name them in SUPPORT_KPI_SOURCES and say where each is, for example in "
        "SUPPORT_KPI_ZENDESK_FIVETRAN_PATH: docs/sources/README.md. "
        "make check says what is missing before anything is built.",
        soft_wrap=True,
    )


def _shipped(project: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(project.glob("models/sources/*/_*__sources.yml")):
        for source in read_yaml(path)["sources"]:
            yield path.parent, source


def _meta(table: dict[str, Any]) -> dict[str, Any]:
    meta: dict[str, Any] = table.get("config", {}).get("meta", {})
    return meta


def _raw_tables(folder: Path, source: str, project: Path) -> list[str]:
    """Raw tables of the contract that the source has a model for."""
    models = [path.stem.removeprefix(f"{source}__") for path in sorted(folder.glob("*.sql"))]
    base = {path.stem.split("__")[1] for path in project.glob("models/staging/*/base/*.sql")}
    return [name for name in models if name in base]
