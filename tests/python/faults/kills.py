"""Where a kill hit, read from what the run left on the disk."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.base.files import read_json
from scripts.base.workspace import RunFolder
from scripts.building.build import node_results
from tests.python.faults.processes import ForkServerProcess

POLL_SECONDS = 0.0005
LONGEST_WAIT = 900


@dataclass(frozen=True)
class Pace:
    """How long a run takes here, and how long its publishing does."""

    whole: float
    publishing: float


Aim = Callable[[ForkServerProcess, Path, Pace, random.Random], None]


def anywhere(process: ForkServerProcess, exports: Path, pace: Pace, chance: random.Random) -> None:
    """Any instant of the run."""
    _pause(process, chance.uniform(0, pace.whole))


def publishing(
    process: ForkServerProcess, exports: Path, pace: Pace, chance: random.Random
) -> None:
    """Any instant from the first written file of the release to the end."""
    _wait_for(process, exports, "releases/*.partial")
    _pause(process, chance.uniform(0, pace.publishing))


def swapping(process: ForkServerProcess, exports: Path, pace: Pace, chance: random.Random) -> None:
    """The instants around the manifest, the two renames and the clean-up."""
    _wait_for(process, exports, "releases/*.partial/.manifest.json.*")
    _pause(process, chance.uniform(0, 0.04))


def phase_of(exports: Path, run_ids_before: set[str]) -> str:
    """The phase in which the newest run stopped."""
    new = sorted({path.name for path in (exports / "runs").glob("2*")} - run_ids_before)
    if not new:
        return "start"
    folder, goal = exports / "runs" / new[-1], exports / "releases" / new[-1]
    record = read_json(folder / "run.json") or {}
    results = node_results(RunFolder(new[-1], folder))
    current = (exports / "current").resolve().name
    unfinished = goal.with_name(goal.name + ".partial")
    marks = (
        (record.get("exit_code") is not None, "clean-up and report"),
        (current == goal.name, "after the swap"),
        (goal.is_dir(), "between the two renames"),
        ((unfinished / "manifest.json").is_file(), "manifest written"),
        (unfinished.is_dir(), "export"),
        (bool(record.get("is_built")), "between build and export"),
        (any(node["unique_id"].startswith("test.") for node in results), "end of the build"),
        ((folder / "private" / "support_kpi_build.duckdb").is_file(), "build and test"),
    )
    return next((phase for is_true, phase in marks if is_true), "parse")


def _wait_for(process: ForkServerProcess, exports: Path, pattern: str) -> None:
    end = time.monotonic() + LONGEST_WAIT
    while process.is_alive() and time.monotonic() < end and not any(exports.glob(pattern)):
        time.sleep(POLL_SECONDS)


def _pause(process: ForkServerProcess, seconds: float) -> None:
    process.join(seconds)
