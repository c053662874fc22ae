"""Write models/marts/semantic: `python -m scripts.semantic [manifest.json]`."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbt.cli.main import dbtRunner

from scripts.base.settings import PROJECT
from scripts.semantic.facts import read_fact_kpis
from scripts.semantic.render import semantic_files, written_files

FOLDER = PROJECT / "models" / "marts" / "semantic"


def main() -> None:
    """Write one file per fact, and remove files of facts that no metric reads any more."""
    before = written_files(FOLDER)
    try:
        # Set aside: a metric of a KPI that is gone would keep the project from being read.
        for path in before:
            path.unlink()
        manifest = _manifest(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
        files = semantic_files(read_fact_kpis(manifest), PROJECT / "seeds")
    except BaseException:
        for path, text in before.items():
            path.write_text(text, "utf-8")
        raise
    for name, text in files.items():
        (FOLDER / name).write_text(text, "utf-8")


def _manifest(path: Path | None) -> Mapping[str, Any]:
    """The manifest that was named, else one made for this."""
    if path is None:
        target = PROJECT / "target" / "semantic"
        command = ["--quiet", "--no-write-json", "parse", "--target-path", str(target)]
        outcome = dbtRunner().invoke([*command, "--project-dir", str(PROJECT)])
        if not outcome.success:
            sys.exit(f"Error: dbt cannot read the project: {outcome.exception}")
        manifest: Mapping[str, Any] = outcome.result.writable_manifest().to_dict(omit_none=False)
        return manifest
    manifest = json.loads(path.read_text("utf-8"))
    return manifest


if __name__ == "__main__":
    main()
