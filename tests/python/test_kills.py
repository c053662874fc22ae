"""Killed at any instant: the release that readers see is whole, and the next run heals."""

import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.base.settings import load_settings
from scripts.publish.release_files import verify_release
from tests.python.conftest import Warehouse
from tests.python.faults.kills import Aim, Pace, anywhere, phase_of, publishing, swapping
from tests.python.faults.processes import finish, helpers, is_at_work, start
from tests.python.mini_project import REAL_PROJECT

Record = Callable[[str], None]
# The run had ended before it was to be killed.
FASTER = "it was faster"


def test_five_kills(project: Path, warehouse: Warehouse) -> None:
    """One after the other, so that what they leave piles up; then a run."""
    aims = [anywhere, anywhere, publishing, publishing, swapping]
    _kill_and_heal(project, warehouse, aims, random.Random(1), heal_each=False)


def test_no_process_outlives_a_killed_run(project: Path) -> None:
    """The workbook is written by a process of its own, which the kill does not reach."""
    process = start(project, "run")
    left: set[Path] = set()
    while process.is_alive() and not left:
        time.sleep(0.005)
        left = helpers(process)
    process.kill()
    process.join(60)
    assert left
    end = time.monotonic() + 30
    while (left := {folder for folder in left if is_at_work(folder)}) and time.monotonic() < end:
        time.sleep(0.05)
    assert left == set()


@pytest.mark.soak
@pytest.mark.parametrize("part", range(5))
def test_a_hundred_kills(project: Path, warehouse: Warehouse, record: Record, part: int) -> None:
    aims = [anywhere, publishing, publishing, swapping] * 5
    phases = _kill_and_heal(project, warehouse, aims, random.Random(2 + part))
    record(f"Kills of the small project: {_in_words(phases)}.")
    assert len(phases) >= 3, phases


@pytest.mark.soak
def test_kills_of_the_real_project(
    tmp_path: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(tmp_path / "exports"))
    aims = [anywhere, anywhere, publishing, anywhere, publishing, swapping]
    phases = _kill_and_heal(REAL_PROJECT, warehouse, aims, random.Random(7), heal_each=False)
    record(f"Kills of the real project: {_in_words(phases)}.")


def _kill_and_heal(
    project: Path,
    warehouse: Warehouse,
    aims: list[Aim],
    chance: random.Random,
    heal_each: bool = True,
) -> Counter[str]:
    """Kill a run per aim; the phases that were hit, and how often."""
    exports = load_settings(project=project).exports
    pace = _pace(project, exports)
    phases: Counter[str] = Counter()
    for number, aim in enumerate(aims):
        before = {path.name for path in (exports / "runs").glob("2*")}
        process = start(project, "run", exports=exports)
        aim(process, exports, pace, chance)
        is_killed = process.is_alive()
        process.kill()
        process.join(60)
        phase = phase_of(exports, before) if is_killed else FASTER
        phases[phase] += 1
        _require_whole(exports, warehouse, phase)
        if heal_each or number == len(aims) - 1:
            code, words = finish(start(project, "run", exports=exports))
            assert code == 0, (phase, words)
            _require_whole(exports, warehouse, phase)
            _require_clean(exports)
    return phases


def _pace(project: Path, exports: Path) -> Pace:
    """Run twice: the first one makes the release that must survive, the second is timed."""
    code, words = finish(start(project, "run", exports=exports))
    assert code == 0, words
    began = time.monotonic()
    process = start(project, "run", exports=exports)
    while process.is_alive() and not any(exports.glob("releases/*.partial")):
        time.sleep(0.002)
    published = time.monotonic()
    code, words = finish(process)
    assert code == 0, words
    ended = time.monotonic()
    return Pace(ended - began, ended - published)


def _require_whole(exports: Path, warehouse: Warehouse, phase: str) -> None:
    current = (exports / "current").resolve()
    assert verify_release(current) == [], phase
    outcome = warehouse("status")
    assert outcome.code == 0, outcome.err
    assert "No run is in progress" in outcome.out, phase


def _require_clean(exports: Path) -> None:
    assert not list(exports.glob("releases/*.partial"))
    assert not list(exports.glob(".current.*"))
    assert not list(exports.glob("runs/*/private"))
    assert not list(exports.glob("runs/*/.*"))
    assert not list(exports.glob("runs/*/gate_spill"))
    assert not list(exports.glob("check/.rows_*"))
    assert len(list(exports.glob("releases/*"))) <= load_settings().keep_releases


def _in_words(phases: Counter[str]) -> str:
    hits = phases.copy()
    del hits[FASTER]
    where = ", ".join(f"{phase} {count}" for phase, count in hits.most_common())
    return f"{hits.total()} of {phases.total()} runs, {where}"
