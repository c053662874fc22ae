"""Odd things in the exports folder, full disks and closed pipes."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.base import files
from scripts.base.errors import ConfigurationError
from scripts.base.settings import load_settings
from scripts.run import commands, endings
from tests.python.conftest import Warehouse, error_sentence


def _nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _file(path: Path) -> None:
    path.write_text("mine")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("name", ["runs", "releases", "run.lock"])
@pytest.mark.parametrize("make", [_nowhere, _circle, _file, _pipe])
def test_something_else_in_the_place_of_a_folder_is_named(
    project: Path, warehouse: Warehouse, name: str, make: Callable[[Path], None]
) -> None:
    if (name, make) in {("run.lock", _file), ("run.lock", _nowhere)}:
        pytest.skip("a file is right there, and a link makes one")
    exports = project / "exports"
    exports.mkdir()
    make(exports / name)
    outcome = warehouse("run")
    assert outcome.code in (1, 2)
    assert name in error_sentence(outcome)


def test_status_shows_whatever_a_record_holds(project: Path, warehouse: Warehouse) -> None:
    runs = project / "exports" / "runs"
    records = {
        "20260101T000000001Z": json.dumps({"message": "[/red] [bold]x", "finished_at": "now"}),
        "20260101T000000002Z": json.dumps({"finished_at": "2026-01-01T00:00:00+00:00"}),
        "20260101T000000003Z": "[" * 100_000,
        "20260101T000000004Z": "[1, 2]",
        "20260101T000000005Z": json.dumps(dict.fromkeys(("command", "user", "message"), {"a": 1})),
        "[red]notes": "mine",
    }
    for name, text in records.items():
        (runs / name).mkdir(parents=True)
        (runs / name / "run.json").write_text(text)
    outcome = warehouse("status")
    assert outcome.code == 0, outcome.err
    assert "[red]notes" not in outcome.out
    assert "exit unknown" in outcome.out
    for end in ("0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        record = runs / "20260101T000000005Z" / "run.json"
        record.write_text(json.dumps({"finished_at": end}))
        outcome = warehouse("status")
        assert (outcome.code, end[:10] in outcome.out) == (0, True), outcome.err

    shutil.rmtree(runs)
    (runs / "20260101T000000006Z" / "run.json").mkdir(parents=True)
    (runs / "20260101T000000007Z").mkdir()
    os.mkfifo(runs / "20260101T000000007Z" / "run.json")
    os.mkfifo(runs / "20260101T000000008Z")
    os.mkfifo(project / "exports" / "run.lock")
    outcome = warehouse("status")
    assert outcome.code == 0, outcome.err
    assert outcome.out.count("killed") == 2


def test_status_says_in_which_zone_its_times_are(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = project / "exports" / "runs" / "20260101T000000001Z"
    run.mkdir(parents=True)
    (run / "run.json").write_text(
        json.dumps({"finished_at": "2026-01-01T00:00:00+00:00", "exit_code": 0})
    )
    monkeypatch.setenv("TZ", "Asia/Tehran")
    time.tzset()
    try:
        outcome = warehouse("status")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "2026-01-01 03:30:00+0330" in outcome.out


def test_verify_sees_the_whole_tree(project: Path, warehouse: Warehouse) -> None:
    assert warehouse("run").code == 0
    exports = project / "exports"
    release = (exports / "current").resolve()
    record = exports / "runs" / release.name / "run.json"
    manifest = release / "manifest.json"
    assert "Verified" in warehouse("status", "--verify").out

    def refused(words: str) -> None:
        outcome = warehouse("status", "--verify")
        assert outcome.code == 1
        assert words in error_sentence(outcome)

    content = manifest.read_text()
    manifest.write_text(content.replace('"as_of"', '"as_of_"'))
    refused("manifest.json has changed since it was published")
    manifest.write_text(content.replace('"files": [', '"files": [7, '))
    refused("manifest.json is absent or unreadable")
    manifest.write_text(content)

    for name in ("planted.html", "parquet/.hidden", "csv/manifest.json"):
        (release / name).write_text("<script>")
        refused(f"{name} is not in the manifest")
        (release / name).unlink()
    (release / "empty").mkdir()
    refused("the folder empty is not in the manifest")
    (release / "empty").rmdir()
    os.mkfifo(release / "pipe")
    refused("pipe is not in the manifest")
    (release / "pipe").unlink()

    page = release / "parquet" / "fct_calls.parquet"
    page.rename(exports / "moved")
    page.symlink_to(exports / "moved")
    refused("parquet/fct_calls.parquet is a link")
    page.unlink()
    (exports / "moved").rename(page)
    (release / "parquet").rename(exports / "parquet")
    (release / "parquet").symlink_to(exports / "parquet")
    refused("parquet is a link")
    (release / "parquet").unlink()
    (exports / "parquet").rename(release / "parquet")
    assert "Verified" in warehouse("status", "--verify").out

    kept = record.read_text()
    record.write_text("{}")
    refused("the run's record has no checksum of its manifest")
    record.write_text(kept)
    shutil.copytree(release, project / "elsewhere")
    (exports / "current").unlink()
    (exports / "current").symlink_to(project / "elsewhere")
    refused("which is no release of the runner's")


def test_folders_of_others_stay(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_KEEP_RELEASES", "1")
    monkeypatch.setenv("SUPPORT_KPI_KEEP_RUNS", "1")
    exports = project / "exports"
    mine = [
        exports / folder / name
        for folder in ("releases", "runs")
        for name in ("0", "zz", "notes.partial", "20260101T000000000Z copy", "99991231T235959999Z")
    ]
    for path in mine:
        path.mkdir(parents=True)
        (path / "private").mkdir()
    (exports / ".current.backup").write_text("mine")
    assert warehouse("build").code == 0
    assert warehouse("publish").code == 0
    assert warehouse("run").code == 0
    assert all((path / "private").is_dir() for path in mine)
    assert (exports / ".current.backup").exists()
    assert len(list((exports / "releases").glob("2*Z"))) == 1


@pytest.mark.parametrize("step", ["keep_build", "remove_old", "send_alerts", "print_restatements"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_after_the_swap_does_not_call_the_run_failed(
    project: Path,
    warehouse: Warehouse,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    error: BaseException,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(endings if step == "send_alerts" else commands, step, fail)
    outcome = warehouse("run")
    assert outcome.code == 0, outcome.err
    assert "Warning: The new release is published" in outcome.err
    assert (project / "exports" / "current" / "manifest.json").is_file()


def test_full_and_closed_outputs_leave_the_exit_code_true(project: Path) -> None:
    code = (
        "import sys; from pathlib import Path; "
        "from scripts.base import settings; from scripts.run import cli; "
        f"settings.PROJECT = Path({str(project)!r}); sys.exit(cli.run_command_line(['run']))"
    )
    reader, writer = os.pipe()
    os.close(reader)
    with Path("/dev/full").open("w") as full:
        for out in (full, writer):
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-c", code], stdout=out, stderr=subprocess.PIPE, check=False
            )
            assert done.returncode == 0, done.stderr
            assert (b"published" in done.stderr) == (out is full)
    os.close(writer)
    assert len(list((project / "exports" / "releases").iterdir())) == 2


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SPILL_LIMIT", "lots", "give a size such as 4GB"),
        ("SPILL_LIMIT", "999999999TB", "give a size such as 4GB"),
        ("MEMORY_LIMIT", "80%", "give a size such as 4GB"),
        ("MEMORY_LIMIT", "", "give a size such as 4GB"),
        ("THREADS", "many", "give a whole number from 1 to 256"),
        ("THREADS", "0", "give a whole number from 1 to 256"),
        ("THREADS", "", "give a whole number from 1 to 256"),
        ("RAW_PATH", "\udcff", "name it in UTF-8"),
        ("RAW_PATH", "a" * 300, "is no path of a folder"),
        ("RAW_PATH", "a/" * 3000, "is no path of a folder"),
        ("RAW_PATH", "~nobody_of_that_name/raw", "is no path of a folder"),
        ("EXPORT_PATH", "a" * 300, "is no path of a folder"),
        ("EXPORT_PATH", "data/sample/out", "within the raw files"),
        ("EXPORT_PATH", "data/sample", "within the raw files"),
        # What `--raw-path "$FOLDER"` may be where nobody set FOLDER.
        ("RAW_PATH", ".", "holds this project"),
        ("RAW_PATH", "..", "holds this project"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"SUPPORT_KPI_{name}", value)
    with pytest.raises(ConfigurationError, match=words):
        load_settings()


def test_a_folder_that_cannot_be_of_raw_files_is_refused(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(files, "MOST_FILES", 0)
        outcome = warehouse("check")
    assert (outcome.code, "holds more than 0 files" in error_sentence(outcome)) == (2, True)

    def refuse(*_: object) -> Iterator[Path]:
        raise PermissionError(1, "Operation not permitted", "/proc/1/cwd")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rglob", refuse)
        outcome = warehouse("check")
    assert (outcome.code, "cannot be listed" in error_sentence(outcome)) == (2, True)


def test_folders_that_go_very_deep_are_said(project: Path, warehouse: Warehouse) -> None:
    assert warehouse("run").code == 0
    raw, release = project / "data" / "sample" / "a", project / "exports" / "current" / "a"
    for folder in (raw, release):
        subprocess.run(["mkdir", "-p", str(folder / "/".join(["a"] * 1200))], check=True)
    outcome, verified = warehouse("check"), warehouse("status", "--verify")
    # What comes after cannot remove them: shutil goes down by calling itself.
    subprocess.run(["rm", "-rf", str(raw), str(release)], check=True)
    assert (outcome.code, "folders go too deep" in error_sentence(outcome)) == (2, True)
    assert verified.code == 1
    assert "the folder a is not in the manifest" in verified.out + verified.err


def test_a_wrong_export_path_is_no_empty_warehouse(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert warehouse("status").code == 0
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(project / "exprots"))
    for command in ("status", "report"):
        outcome = warehouse(command)
        assert (outcome.code, "exprots" in error_sentence(outcome)) == (2, True)
    (project / "exprots").write_text("mine")
    assert warehouse("run").code == 2
