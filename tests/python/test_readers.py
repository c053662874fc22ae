"""Runs that overlap: with readers, and with each other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.python.conftest import Warehouse
from tests.python.faults.processes import Reader, finish, start


def test_three_runs_under_a_reader(project: Path, warehouse: Warehouse) -> None:
    _run_under_a_reader(project, warehouse, runs=3)


@pytest.mark.soak
def test_twenty_runs_under_a_reader(
    project: Path, warehouse: Warehouse, record: Callable[[str], None]
) -> None:
    seen = _run_under_a_reader(project, warehouse, runs=20)
    record(
        f"Runs under a reader: 20, {seen['answers']} answers from "
        f"{len(seen['releases'])} releases, {len(seen['failures'])} failures."
    )


def _run_under_a_reader(project: Path, warehouse: Warehouse, runs: int) -> dict:
    """Each run has one call more than the one before, so that every release has its own answer."""
    exports, raw = project / "exports", project / "data" / "sample" / "calls.csv"
    assert warehouse("run").code == 0
    calls = {_newest(exports): 40}
    with Reader(exports / "current", project / "answers.json") as reader:
        for number in range(runs):
            with raw.open("a", encoding="utf-8") as file:
                file.write(f"call-9{number:02d},support\n")
            code, words = finish(start(project, "run"))
            assert code == 0, words
            calls[_newest(exports)] = 41 + number
    assert reader.seen["failures"] == []
    assert len(reader.seen["releases"]) >= runs, "the reader was too slow to see every release"
    for name, rows in reader.seen["releases"].items():
        assert rows == [calls[name]]
    return reader.seen


def _newest(exports: Path) -> str:
    return (exports / "current").resolve().name


def test_two_runs_at_once(project: Path) -> None:
    """One of them wins, and the other says who does."""
    both = [start(project, "run"), start(project, "run")]
    endings = sorted(finish(process) for process in both)
    assert [code for code, _ in endings] == [0, 4], endings
    assert "Another run is in progress, started by" in endings[1][1]
    assert "Traceback" not in endings[0][1] + endings[1][1]
