"""Checks that are killed, that overlap, and whose gate cannot judge."""

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from scripts.base.settings import load_settings
from scripts.base.workspace import (
    CHECKED_ROWS,
    RunFolder,
    check_folder,
    create_run_folder,
    remove_leftovers,
)
from scripts.building.typed_rows import type_raw_rows
from scripts.gate import process as gate_process
from scripts.gate.process import Gate
from scripts.run import check
from tests.python.conftest import Warehouse, error_sentence
from tests.python.faults.processes import finish, start
from tests.python.mini_project import REAL_PROJECT

FULL = "Out of Memory Error: failed to offload data block (see 'max_temp_directory_size')"
NOTHING = "Inputs refused: The raw files hold no usable ticket: deliver rows"


def _rows(exports: Path) -> list[Path]:
    return list((exports / "check").glob(f"{CHECKED_ROWS}*"))


def test_the_next_command_removes_what_a_killed_check_left(
    project: Path, warehouse: Warehouse
) -> None:
    exports = project / "exports"
    for command in ("check", "run"):
        process = start(project, "check")
        while process.is_alive() and not _rows(exports):
            time.sleep(0.005)
        process.kill()
        process.join(60)
        assert _rows(exports), "the check was faster"
        assert warehouse(command).code == 0
        assert _rows(exports) == []


def test_nobody_removes_what_a_living_check_uses(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_TEMP_PATH", str(tmp_path / "fast disk"))
    settings = load_settings()
    with check_folder(settings) as living, check_folder(settings) as other:
        killed = RunFolder("check", living.path.with_name(f"{CHECKED_ROWS}killed"))
        for folder in (living, other, killed):
            folder.gate_spill.mkdir(parents=True)
        killed.private.mkdir(parents=True)
        remove_leftovers(settings)
        assert len({folder.spill for folder in (living, other, killed)}) == 3
        assert all(folder.gate_spill.is_dir() for folder in (living, other))
        assert living.private.is_dir()
    assert (killed.private.is_dir(), living.spill.exists()) == (True, False)
    remove_leftovers(settings)
    assert _rows(settings.exports) == []
    assert list((tmp_path / "fast disk").iterdir()) == []


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_gate_spills_where_leftovers_are_removed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: bool
) -> None:
    if elsewhere:
        monkeypatch.setenv("SUPPORT_KPI_TEMP_PATH", str(tmp_path / "fast disk"))
    (project / "expectations").mkdir()
    (project / "expectations" / "calls.yml").touch()
    settings = load_settings()
    folder = create_run_folder(settings)
    asked: dict[str, str] = {}
    started = subprocess.Popen

    def popen(*_: object, env: dict[str, str], **__: object) -> "subprocess.Popen[bytes]":
        asked.update(env)
        return started(["true"])

    with monkeypatch.context() as patch:
        patch.setattr(gate_process.subprocess, "Popen", popen)
        with Gate(settings, folder):
            spill = Path(asked["SUPPORT_KPI_TEMP_PATH"])
            spill.mkdir(parents=True)
            remove_leftovers(settings)
            assert not spill.exists()


def test_a_gate_that_is_killed_has_written_no_reason(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "expectations").mkdir()
    (project / "expectations" / "calls.yml").touch()
    monkeypatch.setattr(Gate, "_arguments", lambda _: ["sh", "-c", "kill -9 $$"])
    for command in ("check", "run"):
        outcome = warehouse(command)
        assert outcome.code == 1
        assert "The gate's process was ended from outside" in error_sentence(outcome)


@pytest.mark.parametrize(
    ("said", "code", "sentence"), [(FULL, 1, "The disk is full"), (NOTHING, 3, "no usable ticket")]
)
def test_nothing_is_built_where_the_gate_cannot_judge(
    project: Path,
    warehouse: Warehouse,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    code: int,
    sentence: str,
) -> None:
    def judge(gate: Gate) -> dict[str, Any]:
        gate.report = {"verdict": "unreadable", "message": said}
        return gate.report

    monkeypatch.setattr(Gate, "judge", judge)
    for command in ("check", "run"):
        outcome = warehouse(command)
        assert outcome.code == code
        assert sentence in error_sentence(outcome)
    (record,) = (project / "exports/runs").glob("*/run.json")
    assert json.loads(record.read_text())["nodes"] == []


def test_a_file_that_changes_during_a_check(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def type_meanwhile(*arguments: Any) -> Any:  # noqa: ANN401
        with (project / "data/sample/calls.csv").open("a", encoding="utf-8") as file:
            file.write("call-900,support\n")
        return type_raw_rows(*arguments)

    monkeypatch.setattr(check, "type_raw_rows", type_meanwhile)
    outcome = warehouse("check")
    assert outcome.code == 3
    assert "calls.csv" in error_sentence(outcome)
    assert "changed while it was read" in error_sentence(outcome)


@pytest.mark.soak
def test_two_checks_at_once_say_each_its_own(tmp_path: Path, warehouse: Warehouse) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "tickets.csv").write_text("ticket_id,created_at,status\nT1,soon,open\n")
    exports = tmp_path / "exports"
    for pause in (0, 1, 3):
        good = start(REAL_PROJECT, "check", exports=exports)
        time.sleep(pause)
        bad = start(REAL_PROJECT, "check", "--raw-path", str(raw), exports=exports)
        assert [finish(process)[0] for process in (good, bad)] == [0, 3]
    assert _rows(exports) == []
