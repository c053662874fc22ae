"""Releases: swapped in one step, kept in number, checked by their manifest."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from scripts.artifacts.export import csv_expression
from scripts.base.files import replace_link, write_json
from scripts.base.settings import Settings, load_settings
from scripts.base.workspace import create_run_folder, remove_leftovers, remove_old
from scripts.publish import release
from scripts.publish.release_files import verify_release
from tests.python.conftest import Warehouse, error_sentence

KILL_DELAYS = (0.0, 0.02, 0.05, 0.1, 0.2)
CELLS = [
    ("=1+1", "'=1+1"),
    ("+49 30", "'+49 30"),
    ("-5", "'-5"),
    ("@cmd", "'@cmd"),
    ("\t=1", "' =1"),
    ("\r=1", "' =1"),
    ("a=b", "a=b"),
    (" =1", "' =1"),
    ("", ""),
    (None, None),
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_formulas_are_neutralised(cell: str | None, expected: str | None) -> None:
    with duckdb.connect(":memory:") as connection:
        connection.execute(
            'create table cells as select cast(? as varchar) as "a ""cell"""', [cell]
        )
        expression = csv_expression('a "cell"', "VARCHAR")
        row = connection.execute(f"select {expression} from cells").fetchone()  # noqa: S608
    assert row == (expected,)


def test_numbers_stay_numbers() -> None:
    assert csv_expression("value", "DOUBLE") == '"value"'


@pytest.fixture
def scratch(project: Path) -> Settings:
    settings = load_settings()
    settings.releases.mkdir(parents=True)
    return settings


def test_link_is_replaced_and_never_absent(scratch: Settings) -> None:
    for name in ("one", "two"):
        (scratch.releases / name).mkdir()
        replace_link(scratch.current, f"releases/{name}")
        assert scratch.current.resolve() == scratch.releases / name
    assert [path.name for path in scratch.exports.iterdir() if path.is_symlink()] == ["current"]

    is_over, absences = threading.Event(), []

    def watch() -> None:
        while not is_over.is_set():
            if not scratch.current.exists():
                absences.append(scratch.current)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for number in range(300):
        replace_link(scratch.current, f"releases/{('one', 'two')[number % 2]}")
    is_over.set()
    watcher.join()
    assert absences == []


def test_leftovers_of_a_killed_run_are_removed(scratch: Settings) -> None:
    (scratch.releases / "20260101T000000000Z").mkdir()
    replace_link(scratch.current, "releases/20260101T000000000Z")
    (scratch.releases / "20260102T000000000Z.partial" / "csv").mkdir(parents=True)
    (scratch.exports / ".current.99").symlink_to("nowhere")
    killed, kept = create_run_folder(scratch), create_run_folder(scratch)
    for folder in (killed, kept):
        folder.database.write_bytes(b"half a database")

    remove_leftovers(scratch, keep_build=kept)
    assert [path.name for path in scratch.releases.iterdir()] == ["20260101T000000000Z"]
    assert not (scratch.exports / ".current.99").is_symlink()
    assert (killed.database.exists(), kept.database.exists()) == (False, True)
    assert scratch.current.is_dir()


def test_old_releases_go_and_the_current_one_stays(
    scratch: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_KPI_KEEP_RELEASES", "2")
    for number in range(5):
        (scratch.releases / f"2026010{number}T000000000Z").mkdir()
    replace_link(scratch.current, "releases/20260100T000000000Z")
    remove_old(load_settings())
    assert sorted(path.name for path in scratch.releases.iterdir()) == [
        f"2026010{number}T000000000Z" for number in (0, 3, 4)
    ]


def test_verify_sees_every_kind_of_damage(scratch: Settings) -> None:
    folder = scratch.releases / "run-1"
    folder.mkdir()
    for name in ("kept.csv", "flipped.csv", "lost.csv"):
        (folder / name).write_bytes(b"content")
    checksum = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"
    files = [
        {"path": name, "bytes": 7, "sha256": checksum}
        for name in ("kept.csv", "flipped.csv", "lost.csv")
    ]
    write_json(folder / "manifest.json", {"files": files})
    assert verify_release(folder) == []
    (folder / "flipped.csv").write_bytes(b"contenu")
    (folder / "lost.csv").unlink()
    (folder / "added.csv").write_bytes(b"")
    assert verify_release(folder) == [
        "added.csv is not in the manifest",
        "flipped.csv has changed since it was published",
        "lost.csv is absent",
    ]


def test_status_verify_refuses_a_flipped_byte(project: Path, warehouse: Warehouse) -> None:
    assert warehouse("run").code == 0
    assert "Verified" in warehouse("status", "--verify").out
    path = next((project / "exports" / "current" / "parquet").resolve().glob("fct_calls*"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    outcome = warehouse("status", "--verify")
    assert outcome.code == 1
    assert "parquet/fct_calls.parquet has changed" in error_sentence(outcome)


def test_killed_while_publishing(project: Path, warehouse: Warehouse) -> None:
    """Whenever the kill comes, readers see the old release or the new one, whole."""
    assert warehouse("run").code == 0
    assert warehouse("build").code == 0
    current = project / "exports" / "current"
    old = current.resolve().name
    releases = current.resolve().parent
    code = (
        "import sys; from pathlib import Path; "
        "from scripts.base import settings; from scripts.run import cli; "
        f"settings.PROJECT = Path({str(project)!r}); print('ready', flush=True); "
        "sys.exit(cli.run_command_line(['publish']))"
    )
    for delay in KILL_DELAYS:
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            while process.poll() is None and not list(releases.glob("*.partial")):
                time.sleep(0.002)
            time.sleep(delay)
            process.kill()
        assert verify_release(current.resolve()) == []
    outcome = warehouse("publish")
    assert outcome.code == 0 or "no good build to publish" in error_sentence(outcome)
    assert current.resolve().name != old
    assert verify_release(current.resolve()) == []
    assert not list((project / "exports" / "releases").glob("*.partial"))


@pytest.mark.parametrize("step", ["write_json", "replace_link"])
def test_killed_at_a_step(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    assert warehouse("build").code == 0
    with monkeypatch.context() as patch:
        patch.setattr(release, step, die)
        outcome = warehouse("publish")
    assert (outcome.code, "Interrupted" in error_sentence(outcome)) == (1, True)
    assert not (project / "exports" / "current").exists()
    assert warehouse("publish").code == 0
    assert "Verified" in warehouse("status", "--verify").out
