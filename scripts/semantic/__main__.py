"""Write models/marts/semantic: `python -m scripts.semantic [database]`."""

import os
import sys
from pathlib import Path

from scripts.semantic.explanations import read_fact_kpis
from scripts.semantic.render import semantic_files

PROJECT = Path(__file__).resolve().parents[2]
EXPORTS = PROJECT / os.environ.get("SUPPORT_KPI_EXPORT_PATH", "exports")
PUBLISHED = EXPORTS / "current" / "support_kpi.duckdb"


def main() -> None:
    """Write one file per fact, and remove files of facts that no metric reads any more."""
    database = Path(sys.argv[1]) if len(sys.argv) > 1 else PUBLISHED
    if not database.is_file():
        sys.exit(f"Error: there is no warehouse {database}: run make run first, or name one.")
    files = semantic_files(read_fact_kpis(database), PROJECT / "seeds/catalogue/kpi_catalogue.csv")
    folder = PROJECT / "models" / "marts" / "semantic"
    for stale in folder.glob("_fct_*__semantic.yml"):
        stale.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
