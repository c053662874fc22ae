"""Publishing beside readers that hold a release, and after runs that were killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.base.files import read_json
from scripts.base.lock import whole_run_lock
from scripts.base.settings import load_settings
from scripts.base.workspace import create_run_folder, remove_leftovers, remove_old
from tests.python.conftest import Warehouse, error_sentence

READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read")
print("open", flush=True)
for _ in sys.stdin:
    print(connection.execute("select count(*) from marts.fct_calls").fetchone()[0], flush=True)
"""


@contextmanager
def reader(database: Path, mode: str) -> Iterator["subprocess.Popen[str]"]:
    """A program of its own that holds a release's database and counts calls when asked."""
    command = [sys.executable, "-c", READER, str(database), mode]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def ask(process: "subprocess.Popen[str]") -> str:
    """The answer of a reader to one question."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("?\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def test_a_reader_of_a_retired_release_disturbs_nobody(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release goes away under the reader, who goes on reading; even one that may write."""
    monkeypatch.setenv("SUPPORT_KPI_KEEP_RELEASES", "1")
    assert warehouse("run").code == 0
    current = project / "exports" / "current"
    old = current.resolve()
    with reader(old / "support_kpi.duckdb", "write") as process:
        assert ask(process) == "40"
        raw = project / "data" / "sample" / "calls.csv"
        raw.write_text(raw.read_text() + "call-900,support\n")
        outcome = warehouse("run")
        assert outcome.code == 0, outcome.err
        assert not old.exists()
        assert ask(process) == "40"
    with reader(current / "support_kpi.duckdb", "read") as process:
        assert ask(process) == "41"
        shown = warehouse("status")
        assert shown.code == 0
    manifest = read_json(current / "manifest.json")
    assert manifest is not None
    assert manifest["row_counts"]["fct_calls"] == 41


def test_a_release_that_cannot_be_removed_fails_no_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setenv("SUPPORT_KPI_KEEP_RELEASES", "1")
    settings = load_settings()
    for name in ("20250101T000000001Z", "20250102T000000001Z"):
        (settings.releases / name).mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        remove_old(settings)
    assert "20250101T000000001Z cannot be removed: Permission denied" in caplog.text
    assert (settings.releases / "20250101T000000001Z").is_dir()


def test_what_a_killed_run_spilled_or_half_wrote_is_removed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_TEMP_PATH", str(tmp_path / "fast disk"))
    settings = load_settings()
    folder = create_run_folder(settings)
    assert folder.spill.parent == tmp_path / "fast disk"
    folder.spill.mkdir(parents=True)
    (folder.spill / "duckdb_temp_storage-0.tmp").write_bytes(b"rows")
    folder.record.write_text("{}")
    (folder.path / ".run.json.4711").write_text("{")
    other = folder.spill.with_name("of somebody else")
    other.mkdir()
    remove_leftovers(settings)
    assert (folder.spill.exists(), other.exists()) == (False, True)
    assert [path.name for path in folder.path.iterdir()] == ["run.json"]


def test_the_private_build_is_for_its_owner_only(project: Path) -> None:
    folder = create_run_folder(load_settings())
    assert folder.private.stat().st_mode & 0o077 == 0


def test_a_held_lock_names_user_host_process_and_time(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.base.lock.ATTEMPTS", 1)
    exports = load_settings().exports
    with whole_run_lock(exports):
        owner = read_json(exports / "run.lock")
        assert owner is not None
        assert owner["pid"] == os.getpid()
        outcome = warehouse("run")
        assert outcome.code == 4
        assert error_sentence(outcome) == (
            f"Another run is in progress, started by {owner['user']} on {owner['host']} "
            f"(process {owner['pid']}) at {owner['started_at']}: "
            "wait for it to end, then run again."
        )
        for content in ('{"user": "cut sh', '{"user": "ada"}'):
            (exports / "run.lock").write_text(content)
            assert "Another run is in progress: wait" in error_sentence(warehouse("run"))
    assert warehouse("status").code == 0


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": 5}'])
def test_a_damaged_manifest_is_named(project: Path, warehouse: Warehouse, content: str) -> None:
    settings = load_settings()
    release = settings.releases / "20250101T000000001Z"
    release.mkdir(parents=True)
    settings.current.symlink_to("releases/20250101T000000001Z")
    (release / "manifest.json").write_text(content)
    outcome = warehouse("status", "--verify")
    assert outcome.code == 1
    assert "manifest.json is absent or unreadable" in error_sentence(outcome)


def test_a_release_carries_the_documentation_of_dbt_where_it_is_wanted(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = project / "exports" / "current" / "dbt_docs.html"
    assert warehouse("run").code == 0
    assert not site.exists()
    monkeypatch.setenv("SUPPORT_KPI_DBT_DOCS", "yes")
    outcome = warehouse("run")
    assert outcome.code == 0, outcome.err
    # One file: the lineage is in it.
    assert "model.support_kpi.fct_calls" in site.read_text(encoding="utf-8")
    monkeypatch.setenv("SUPPORT_KPI_DBT_DOCS", "perhaps")
    outcome = warehouse("run")
    assert outcome.code == 2
    assert "SUPPORT_KPI_DBT_DOCS is 'perhaps': give yes or no." in error_sentence(outcome)
    assert site.exists(), "the last release stays"
