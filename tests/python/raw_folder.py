"""Raw files that come, change and go, and builds that follow them."""

import csv
import gzip
import random
import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import duckdb

from benchmarks.compare import different_rows
from scripts.artifacts.export import literal
from tests.python.faults.contract import contract
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.faults.histories import History, write_history

MODELS = ("base_helpdesk__tickets", "base_helpdesk__ticket_events", "base_telephony__calls")
BUILD = ("build", "--select", *MODELS, "--resource-type", "model")
EVERYTHING = ("build", "--resource-type", "seed", "--resource-type", "model")


class RawFolder:
    """Raw files that come, change and go, and a database that follows them.

    Attributes:
        raw: The folder of raw files.
        kept: The database in which every build goes on from the last one.
        runs: How dbt is run.
    """

    def __init__(self, folder: Path, runs: DbtRuns, command: tuple[str, ...] = BUILD) -> None:
        """Start with no file; `command` is what dbt builds of them."""
        self.raw = folder / "raw"
        self.kept = folder / "kept" / "support_kpi_build.duckdb"
        self._whole = folder / "whole" / "support_kpi_build.duckdb"
        self._store = folder / "store"
        self._command = command
        self.runs = runs

    def fill(self, batch: list[History]) -> None:
        """Set aside the files that may come."""
        write_history(self._store, batch, "system")

    def deal(self, source: Path, chance: random.Random, files: int) -> None:
        """Set aside the rows of a whole delivery, those of each CSV dealt out to so many files."""
        shutil.copytree(source, self.raw, ignore=shutil.ignore_patterns("*.csv*"))
        for path in source.rglob("*.csv*"):
            table = path.relative_to(source).parts[0].split(".")[0]
            reader = gzip.open if path.suffix == ".gz" else open
            with reader(path, "rt", encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
            dealt: dict[int, list[list[str]]] = defaultdict(list)
            for row in rows:
                dealt[chance.randrange(files)].append(row)
            for number, part in dealt.items():
                goal = self._store / table / f"{path.name.split('.')[0]}-{number}.csv"
                _write(goal, header, *part)

    def move(self, chance: random.Random) -> None:
        """Let files come, go, and be written anew: half of the rows, perhaps a column less."""
        for stored in sorted(self._store.rglob("*.csv")):
            path = self.raw / stored.relative_to(self._store)
            path.parent.mkdir(parents=True, exist_ok=True)
            what = chance.choice(["come", "come", "go", "change", "stay", "stay"])
            if what == "go":
                path.unlink(missing_ok=True)
            elif what == "come" and not path.exists():
                shutil.copy(stored, path)
            elif what == "change" and path.exists():
                with stored.open(encoding="utf-8", newline="") as file:
                    header, *rows = csv.reader(file)
                half = chance.sample(rows, len(rows) // 2)
                left_out = chance.choice([None, *_optional(path.parent.name, header)])
                kept = [position for position in range(len(header)) if position != left_out]
                narrow = [[row[position] for position in kept] for row in [header, *half]]
                _write(path, *narrow)

    def build(self, *options: str) -> None:
        """Go on from the last build."""
        self._build(self.kept, *options)

    def differences(self, tables: Iterable[tuple[str, str]] | None = None) -> dict[str, int]:
        """Rows by which the followed tables differ from those of a whole build."""
        shutil.rmtree(self._whole.parent, ignore_errors=True)
        self._build(self._whole)
        with duckdb.connect(":memory:") as both:
            both.execute(f"attach {literal(self.kept)} as kept (read_only)")
            both.execute(f"attach {literal(self._whole)} as whole (read_only)")
            return {
                table: different_rows(both, ("whole", schema, table), ("kept", schema, table))
                for schema, table in tables or [("base", model) for model in MODELS]
            }

    def _build(self, database: Path, *options: str) -> None:
        outcome = self.runs.invoke(self.raw, database, *self._command, *options)
        assert outcome.success, outcome.exception or [one.message for one in outcome.result]


def _optional(table: str, header: list[str]) -> list[int]:
    required = {column.name for column in contract()[table] if column.is_required}
    return [position for position, name in enumerate(header) if name not in required]


def _write(path: Path, *lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
