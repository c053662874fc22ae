"""Runs in processes of their own, to be killed, raced and watched.

They are forked from a server that has imported dbt already, so that a kill hits a run and not
Python's imports.
"""

import json
import multiprocessing
import os
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from tests.python.mini_project import write_mini_project

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(
    ["scripts.run.cli", "scripts.run.commands", "dbt.cli.main", "dbt.adapters.duckdb"]
)
NOBODY = 65534


def start(
    project: Path, *arguments: str, exports: Path | None = None, user: int | None = None
) -> ForkServerProcess:
    """Start a command of the warehouse; its words go to a file beside the project."""
    words = project.parent / f"words-{time.monotonic_ns()}.txt"
    words.touch()
    words.chmod(0o666)
    environment = {key: value for key, value in os.environ.items() if key.startswith("SUPPORT_KPI")}
    if exports is not None:
        environment["SUPPORT_KPI_EXPORT_PATH"] = str(exports)
    process = SERVER.Process(target=_run, args=(project, arguments, environment, words, user))
    process.words = words  # type: ignore[attr-defined]
    process.start()
    return process


def finish(process: ForkServerProcess, timeout: float = 900) -> tuple[int, str]:
    """Wait for a command; its exit code and what it said."""
    process.join(timeout)
    assert process.exitcode is not None, "the run hangs"
    return process.exitcode, process.words.read_text()  # type: ignore[attr-defined]


def helpers(process: ForkServerProcess) -> set[Path]:
    """The processes that a command has started and that are still at work, as folders of /proc."""
    started: set[Path] = set()
    for children in Path(f"/proc/{process.pid}/task").glob("*/children"):
        with suppress(OSError):
            started |= {Path("/proc") / child for child in children.read_text().split()}
    return {folder for folder in started if is_at_work(folder)}


def is_at_work(folder: Path) -> bool:
    """Whether a process belongs to a pool of Python's and has not ended."""
    try:
        return b"spawn_main" in (folder / "cmdline").read_bytes()
    except OSError:
        return False


def _run(
    project: Path,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    words: Path,
    user: int | None,
) -> None:
    from scripts.base import settings
    from scripts.publish import release
    from scripts.run.cli import run_command_line

    os.environ.update(environment)
    with words.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    settings.PROJECT = project
    if user is not None:
        # Python may stand where only root may enter: a first run imports everything, and no
        # process starts Python anew after that.
        release.ProcessPoolExecutor = lambda *_, **__: ThreadPoolExecutor(1)
        settings.PROJECT = project.with_name("warm_up")
        os.environ.pop("SUPPORT_KPI_EXPORT_PATH", None)
        write_mini_project(settings.PROJECT)
        assert run_command_line(["run"]) == 0
        shutil.rmtree(settings.PROJECT)
        # The server has it from the test that started it, and not every user may read there.
        os.environ.pop("DBT_PARTIAL_PARSE_FILE_PATH", None)
        os.environ.update(environment)
        settings.PROJECT = project
        os.setresuid(user, user, 0)
    code = run_command_line(list(arguments))
    sys.stdout.flush()
    if user is not None:
        # What the first run left for Python's end belongs to root.
        os._exit(code)
    sys.exit(code)


class Reader:
    """A process that queries the current release without pause, as a dashboard would."""

    def __init__(self, current: Path, answers: Path) -> None:
        """Name the release's link and the file for what the reader saw."""
        self._answers = answers
        self._stop: Event = SERVER.Event()
        self._process = SERVER.Process(target=_read, args=(current, answers, self._stop))

    def __enter__(self) -> "Reader":
        """Begin to read."""
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop reading."""
        self._stop.set()
        self._process.join(60)

    @property
    def seen(self) -> dict[str, Any]:
        """`answers`, `failures` and the set of `releases` that it read."""
        content: dict[str, Any] = json.loads(self._answers.read_text(encoding="utf-8"))
        return content


def _read(current: Path, answers: Path, stop: Event) -> None:
    import duckdb

    failures: list[str] = []
    releases: dict[str, list[int]] = {}
    count = 0
    while not stop.is_set():
        # One look at the link, then only the folder: what a reader does who opens several files.
        release = current.resolve()
        try:
            for rows, value in (_database_answer(release), _parquet_answer(release)):
                if rows != value:
                    failures.append(f"{release.name}: {rows} rows, but the KPI says {value}")
                releases.setdefault(release.name, []).append(rows)
                count += 1
        except duckdb.Error as error:
            failures.append(f"{release.name}: {error}")
    answer = {
        "answers": count,
        "failures": failures,
        "releases": {name: sorted(set(rows)) for name, rows in releases.items()},
    }
    answers.write_text(json.dumps(answer), encoding="utf-8")


def _database_answer(release: Path) -> tuple[int, int]:
    import duckdb

    with duckdb.connect(str(release / "support_kpi.duckdb"), read_only=True) as connection:
        return _answer(connection, "marts.fct_calls", "marts.kpi_scorecard")


def _parquet_answer(release: Path) -> tuple[int, int]:
    import duckdb

    folder = release / "parquet"
    with duckdb.connect() as connection:
        return _answer(
            connection, f"'{folder}/fct_calls.parquet'", f"'{folder}/kpi_scorecard.parquet'"
        )


def _answer(connection: Any, facts: str, scorecard: str) -> tuple[int, int]:  # noqa: ANN401
    """A number from a fact and the same number from a KPI: of one release, they agree."""
    rows = connection.execute(f"select count(*) from {facts}").fetchone()[0]  # noqa: S608
    value = connection.execute(f"select max(value) from {scorecard}").fetchone()[0]  # noqa: S608
    return int(rows), int(value)
