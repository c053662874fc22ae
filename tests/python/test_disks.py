"""Disks, permissions, clocks and files that change: the last release stays, the next run heals."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scripts.base import workspace
from scripts.building.build import build_warehouse
from scripts.run import commands
from tests.python.conftest import Warehouse, error_sentence
from tests.python.faults.processes import NOBODY, finish, start
from tests.python.mini_project import write_mini_project

KILOBYTE = 1 << 10
# From nothing at all to nearly enough: the disk fills up while dbt builds or while it is published.
FREE_KILOBYTES = (0, 400, 3000)


@pytest.fixture
def small_disk(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of 32 MB as the exports folder, with a release on it."""
    exports = project / "exports"
    exports.mkdir()
    if not _is_done("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(exports)):
        pytest.skip("Only root may mount a small disk here.")
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(exports))
    try:
        yield exports
    finally:
        subprocess.run(["umount", "--lazy", str(exports)], check=True)


def _is_done(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except OSError:
        return False


def test_full_disk(project: Path, warehouse: Warehouse, small_disk: Path) -> None:
    assert warehouse("run").code == 0
    current = (small_disk / "current").resolve()
    ballast = small_disk / "ballast"
    codes = []
    for kilobytes in FREE_KILOBYTES:
        _fill(small_disk, ballast, kilobytes)
        outcome = warehouse("run")
        codes.append(outcome.code)
        if outcome.code != 0:
            sentence = error_sentence(outcome)
            assert "space" in sentence.lower(), sentence
            assert outcome.code == 1, sentence
            assert (small_disk / "current").resolve() == current
        current = (small_disk / "current").resolve()
        assert warehouse("status", "--verify").code == 0
        ballast.unlink()
    assert codes[:2] == [1, 1]
    assert warehouse("run").code == 0
    assert warehouse("status", "--verify").code == 0


def _fill(disk: Path, ballast: Path, free_kilobytes: int) -> None:
    state = os.statvfs(disk)
    size = state.f_bavail * state.f_frsize - free_kilobytes * KILOBYTE
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)


def test_read_only_disk(project: Path, warehouse: Warehouse, small_disk: Path) -> None:
    # In a process of its own: dbt never closes its log, and a disk in use cannot be remounted.
    assert finish(start(project, "run"))[0] == 0
    assert _is_done("mount", "-o", "remount,ro", str(small_disk))
    outcome = warehouse("run")
    assert outcome.code == 1
    assert "Read-only file system" in error_sentence(outcome)
    assert warehouse("status").code == 0
    assert warehouse("status", "--verify").code == 0
    assert _is_done("mount", "-o", "remount,rw", str(small_disk))
    assert finish(start(project, "run"))[0] == 0


@pytest.fixture
def open_project(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A mini project in a folder that every user may enter."""
    with tempfile.TemporaryDirectory(prefix="support-kpi-") as folder:
        Path(folder).chmod(0o755)
        project = Path(folder) / "project"
        write_mini_project(project)
        yield project


def _as_nobody(project: Path, exports: Path) -> tuple[int, str]:
    """Run as a user who owns nothing; permissions do not bind root."""
    user = NOBODY if os.geteuid() == 0 else None
    return finish(start(project, "run", exports=exports, user=user))


def test_no_permission(open_project: Path) -> None:
    raw, exports = open_project / "data" / "sample" / "calls.csv", open_project / "exports"
    exports.mkdir()
    exports.chmod(0o555)
    code, words = _as_nobody(open_project, exports)
    assert (code, "Permission denied" in words, "Traceback" in words) == (1, True, False), words
    exports.chmod(0o777)
    raw.chmod(0)
    code, words = _as_nobody(open_project, exports)
    assert (code, "Traceback" in words) == (3, False), words
    assert "calls.csv" in words
    assert "may not be read" in words
    raw.chmod(0o644)
    code, words = _as_nobody(open_project, exports)
    assert code == 0, words


def test_raw_file_changes_while_it_is_read(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = project / "data" / "sample" / "calls.csv"
    assert warehouse("run").code == 0
    before = (project / "exports" / "current").resolve()

    def build_meanwhile(*arguments: object) -> None:
        build_warehouse(*arguments)  # type: ignore[arg-type]
        with raw.open("a", encoding="utf-8") as file:
            file.write("call-900,support\n")

    with monkeypatch.context() as patch:
        patch.setattr(commands, "build_warehouse", build_meanwhile)
        outcome = warehouse("run")
    assert outcome.code == 3
    assert "calls.csv" in error_sentence(outcome)
    assert "changed while it was read" in error_sentence(outcome)
    assert (project / "exports" / "current").resolve() == before
    assert warehouse("run").code == 0


def test_raw_file_vanishes_while_it_is_read(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = project / "data" / "sample" / "calls.csv"

    def build_without(*arguments: object) -> None:
        raw.unlink()
        build_warehouse(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(commands, "build_warehouse", build_without)
        outcome = warehouse("run")
    assert outcome.code == 3
    assert "calls.csv" in error_sentence(outcome)


def test_clock_set_back(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later run stays the newer one, also where the clock says otherwise."""
    monkeypatch.setenv("SUPPORT_KPI_KEEP_RELEASES", "1")
    monkeypatch.setenv("SUPPORT_KPI_KEEP_RUNS", "1")
    exports = project / "exports"
    assert warehouse("run").code == 0
    first = (exports / "current").resolve().name

    class Yesterday(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) - timedelta(days=1)

    monkeypatch.setattr(workspace, "datetime", Yesterday)
    assert warehouse("build").code == 0
    assert warehouse("publish").code == 0
    second = (exports / "current").resolve().name
    assert second > first
    assert [path.name for path in (exports / "releases").iterdir()] == [second]
    assert warehouse("status", "--verify").code == 0
