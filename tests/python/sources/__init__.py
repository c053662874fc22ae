"""Made-up desks in the shapes that real systems deliver, and their KPIs computed apart."""

from importlib import import_module
from pathlib import Path

from scripts.base.settings import PROJECT
from tests.python.sources.desk import make_desk
from tests.python.sources.truth import Cells, ticket_truth
from tests.python.sources.write import write_csv

EXAMPLES = PROJECT / "data" / "sources_examples"


def shipped() -> list[str]:
    """Names of all sources that have an example here."""
    folder = PROJECT / "models" / "sources"
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def write_example(source: str, folder: Path) -> None:
    """The made-up desk in the shape of a source: its `files`, or its `tables` as CSV."""
    module = import_module(f"tests.python.sources.{source}")
    folder.mkdir(parents=True, exist_ok=True)
    if hasattr(module, "files"):
        for name, text in module.files().items():
            (folder / name).write_text(text, encoding="utf-8")
    else:
        write_csv(module.tables(make_desk()), folder)


def truth_of(source: str) -> Cells:
    """What must come out of it, by KPI and month, where the system can tell it."""
    module = import_module(f"tests.python.sources.{source}")
    if hasattr(module, "truth"):
        return module.truth()
    untold = getattr(module, "UNTOLD", ())
    return {key: cell for key, cell in ticket_truth(make_desk()).items() if key[0] not in untold}
