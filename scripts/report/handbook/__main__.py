"""`python -m scripts.report.handbook target/docs`: the handbook next to dbt's artifacts."""

import argparse
from pathlib import Path

from scripts.base.settings import PROJECT
from scripts.report.handbook.write import write_handbook


def main(argv: list[str] | None = None) -> int:
    """Write the handbook into the folder of a manifest."""
    parser = argparse.ArgumentParser(prog="python -m scripts.report.handbook", description=__doc__)
    parser.add_argument("artifacts", type=Path, help="folder of dbt's manifest.json")
    folder = parser.parse_args(argv).artifacts
    if not (folder / "manifest.json").is_file():
        parser.error(f"there is no manifest.json in {folder}: make one with dbt parse")
    return 0 if write_handbook(folder, PROJECT, {}, folder) else 1


if __name__ == "__main__":
    raise SystemExit(main())
