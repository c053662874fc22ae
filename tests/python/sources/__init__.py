"""Made-up desks in the shapes that real systems deliver, and their KPIs computed apart.

A module per source has `files()`, the export, and `truth()`, what must come out of it by KPI and
month; `VARIABLES` are those that a user must give.
"""

from importlib import import_module
from pathlib import Path

from scripts.base.settings import PROJECT
from tests.python.sources.truth import Cells

EXAMPLES = PROJECT / "data" / "sources_examples"


def shipped() -> list[str]:
    """Names of all sources."""
    folder = PROJECT / "models" / "sources"
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def write_example(source: str, folder: Path) -> None:
    """The made-up desk in the shape of a source."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in import_module(f"tests.python.sources.{source}").files().items():
        (folder / name).write_text(text, encoding="utf-8")


def truth_of(source: str) -> Cells:
    """What must come out of it."""
    cells: Cells = import_module(f"tests.python.sources.{source}").truth()
    return cells


def variables_of(source: str) -> dict[str, object]:
    """What a user must set beside its place."""
    return getattr(import_module(f"tests.python.sources.{source}"), "VARIABLES", {})
