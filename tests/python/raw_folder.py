"""Raw files that come, change and go, and base models that follow them."""

import random
import shutil
from pathlib import Path

import duckdb

from benchmarks.compare import different_rows
from scripts.runner.export import literal
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.faults.histories import History, write_history

MODELS = ("base_helpdesk__tickets", "base_helpdesk__ticket_events", "base_telephony__calls")
BUILD = ("build", "--select", *MODELS, "--resource-type", "model")


class RawFolder:
    """Raw files that come, change and go, and a database that follows them.

    Attributes:
        raw: The folder of raw files.
        kept: The database in which every build goes on from the last one.
        runs: How dbt is run.
    """

    def __init__(self, folder: Path, runs: DbtRuns) -> None:
        """Start with no file."""
        self.raw = folder / "raw"
        self.kept = folder / "kept" / "support_kpi_build.duckdb"
        self._whole = folder / "whole" / "support_kpi_build.duckdb"
        self._store = folder / "store"
        self.runs = runs

    def fill(self, batch: list[History]) -> None:
        """Set aside the files that may come."""
        write_history(self._store, batch, "system")

    def move(self, chance: random.Random) -> None:
        """Let files come, be written anew with half of their rows, and go."""
        for stored in sorted(self._store.rglob("*.csv")):
            path = self.raw / stored.relative_to(self._store)
            path.parent.mkdir(parents=True, exist_ok=True)
            what = chance.choice(["come", "come", "go", "change", "stay", "stay"])
            if what == "go":
                path.unlink(missing_ok=True)
            elif what == "come" and not path.exists():
                shutil.copy(stored, path)
            elif what == "change" and path.exists():
                header, *rows = stored.read_text().splitlines(keepends=True)
                path.write_text("".join([header, *chance.sample(rows, len(rows) // 2)]))

    def build(self, *options: str) -> None:
        """Go on from the last build."""
        self._build(self.kept, *options)

    def differences(self) -> dict[str, int]:
        """Rows by which the followed tables differ from those of a whole build."""
        shutil.rmtree(self._whole.parent, ignore_errors=True)
        self._build(self._whole)
        with duckdb.connect(":memory:") as both:
            both.execute(f"attach {literal(self.kept)} as kept (read_only)")
            both.execute(f"attach {literal(self._whole)} as whole (read_only)")
            return {
                model: different_rows(both, ("whole", "base", model), ("kept", "base", model))
                for model in MODELS
            }

    def _build(self, database: Path, *options: str) -> None:
        outcome = self.runs.invoke(self.raw, database, *BUILD, *options)
        assert outcome.success, outcome.exception or [one.message for one in outcome.result]
