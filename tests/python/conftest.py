"""A scratch project per test, and the command line in process."""

import fcntl
import gc
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scripts.artifacts.manifest import PublicTable, read_public_tables
from scripts.base import settings
from scripts.base.files import sha256_of
from scripts.building.dbt_command import PARSE_CACHE
from scripts.publish import release
from scripts.run.cli import run_command_line
from scripts.sample import write_sample
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.gate.typed import runs
from tests.python.mini_project import REAL_PROJECT, write_mini_project
from tests.python.recompute.desks import TEHRAN
from tests.python.test_parity import PARSED, manifest

# dbt's view of the project is hundreds of thousands of objects that live as long as a test: looking
# through them for garbage at Python's own pace costs a tenth of all tests.
gc.set_threshold(100_000, 20, 100)


@dataclass(frozen=True)
class Outcome:
    """What a person sees of one command."""

    code: int
    out: str
    err: str


Warehouse = Callable[..., Outcome]

FEW_VALUES = {
    "max_slice_values": 20,
    "max_watched_slice_values": 10,
    "kpi_watched_slices": ["overall", "channel", "team", "topic"],
}

# Tests with whole builds of their own: half a minute and more.
LONG = {
    *("test_how_to", "test_incremental", "test_odd_deliveries", "test_package", "test_parity"),
    *("test_real_inputs", "test_reconciliation", "test_sample_run", "test_sources", "test_tickets"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest test, and with long ones: no worker ends long after the others.

    The worker that starts with it builds the sample, for which others may have to wait; in the last
    third of the tests, where another one starts, nothing needs it.
    """
    items.sort(
        key=lambda item: (
            item.path.stem != "test_unit_tests",
            "sample_run" not in getattr(item, "fixturenames", ()),
            item.path.stem not in LONG,
        )
    )


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the machine must not reach the tests."""
    names = ["RAW_PATH", "DUCKDB_PATH", "TEMP_PATH", "TARGET", "KEEP_RELEASES", "KEEP_RUNS"]
    names += ["POSTGRES_SCHEMA", "POSTGRES_PUBLISHED", "POSTGRES_READER"]
    for name in [
        *names,
        "ALERT_WEBHOOK",
        "ALERT_FORMAT",
        "DBT_DOCS",
        "INCREMENTAL",
        "AS_OF",
        "SOURCES",
    ]:
        monkeypatch.delenv(f"SUPPORT_KPI_{name}", raising=False)


@pytest.fixture
def warehouse(capsys: pytest.CaptureFixture[str]) -> Warehouse:
    """The command line: `warehouse("run", "--as-of", "2025-06-30")`."""

    def call(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = run_command_line(list(arguments))
        shown = capsys.readouterr()
        return Outcome(code, shown.out, shown.err)

    return call


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parsed_mini_project: Path) -> Path:
    """A mini project of the test's own, which the command line takes for the real one."""
    folder = tmp_path / "project"
    write_mini_project(folder)
    monkeypatch.setenv("DBT_PARTIAL_PARSE_FILE_PATH", str(parsed_mini_project))
    monkeypatch.setattr(settings, "PROJECT", folder)
    # To start a process for its workbook would take a third of a run.
    monkeypatch.setattr(release, "ProcessPoolExecutor", lambda *_, **__: ThreadPoolExecutor(1))
    monkeypatch.delenv("SUPPORT_KPI_EXPORT_PATH", raising=False)
    return folder


def error_sentence(outcome: Outcome) -> str:
    """The one sentence on stderr; fails where there is none, more than one, or a traceback."""
    assert "Traceback" not in outcome.err + outcome.out
    lines = [line for line in outcome.err.splitlines() if line.startswith("Error: ")]
    assert len(lines) == 1, outcome.err
    return lines[0].removeprefix("Error: ")


def run_quietly(*arguments: str) -> Outcome:
    """The command line where capsys cannot be used, as in fixtures of a whole session."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run_command_line(list(arguments))
    return Outcome(code, out.getvalue(), err.getvalue())


def private_build(exports: Path) -> Path:
    """The database of the one build in an exports folder: staging and all."""
    (database,) = exports.glob("runs/*/private/support_kpi_build.duckdb")
    return database


def build_quietly(exports: Path, *arguments: str) -> Path:
    """Build into the exports folder that the environment names; the private database."""
    outcome = run_quietly("build", *arguments)
    assert outcome.code == 0, outcome.err
    return private_build(exports)


@contextmanager
def folder_of_all_workers(factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder that all workers share, for one of them at a time; its exports are the runs'."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock, pytest.MonkeyPatch.context() as patch:
        fcntl.flock(lock, fcntl.LOCK_EX)
        patch.setenv("SUPPORT_KPI_EXPORT_PATH", str(folder / "exports"))
        yield folder


@pytest.fixture(scope="session")
def parsed_mini_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What dbt has parsed of a mini project, once for all workers: half of what a run of it costs.

    The first run of each mini project starts from it; dbt reads what the test has changed.
    """
    with folder_of_all_workers(tmp_path_factory, "mini") as folder:
        cache = folder / "exports" / "runs" / PARSE_CACHE
        if not cache.is_file():
            write_mini_project(folder / "project")
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(settings, "PROJECT", folder / "project")
                build_quietly(folder / "exports")
    return cache


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build and a release of the shipped sample, made once for all workers; nobody changes it.

    The database stands beside the exports: publishing removes the original.
    """
    with folder_of_all_workers(tmp_path_factory, "sample") as folder:
        if not (folder / "exports" / "current").is_dir():
            start_from_shared_parse(folder / "exports")
            # Under its own name, which views remember.
            shutil.copy(build_quietly(folder / "exports"), folder)
            outcome = run_quietly("publish")
            assert outcome.code == 0, outcome.err
    return folder


@dataclass(frozen=True)
class DuckdbDesk:
    """Raw files, and what DuckDB built of them.

    Attributes:
        raw: The folder of raw files.
        variables: The variables that it was built with, as the command line takes them.
        build: The private build database: staging and all.
        tables: The public tables in it.
    """

    raw: Path
    variables: str
    build: Path
    tables: list[PublicTable]


@pytest.fixture(scope="session")
def small_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Raw files of a small desk, for all that asks nothing of the sample; nobody changes them."""
    with folder_of_all_workers(tmp_path_factory, "small") as folder:
        if not (folder / "raw").is_dir():
            write_sample(folder / "raw", seed=401, tickets=700, months=7)
    return folder / "raw"


@pytest.fixture(scope="session")
def tehran_desk(small_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> DuckdbDesk:
    """The small desk with a calendar of Tehran, built once for all workers; nobody changes it.

    It has more articles than are published each, more topics than are published by week, and the
    sample's targets and interventions, which lie in its months.
    """
    variables = json.dumps({**TEHRAN, **FEW_VALUES, "target_set": "sample"})
    with folder_of_all_workers(tmp_path_factory, "tehran") as folder:
        if not (folder / "exports").is_dir():
            arguments = ("--skip-gate", "--raw-path", str(small_desk), "--vars", variables)
            build_quietly(folder / "exports", *arguments)
        build = private_build(folder / "exports")
    tables = read_public_tables(build.parents[1] / "artifacts")
    return DuckdbDesk(small_desk, variables, build, tables)


@pytest.fixture(scope="session")
def real_exports(sample_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The exports folder for runs of the real project; the sample is published in it."""
    folder = tmp_path_factory.mktemp("real") / "exports"
    shutil.copytree(sample_run / "exports", folder, symlinks=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUPPORT_KPI_EXPORT_PATH", str(folder))
        yield folder


@pytest.fixture(scope="session")
def sample_build(sample_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The private build database of the shipped sample: staging and all."""
    name = "support_kpi_build.duckdb"
    return Path(shutil.copy(sample_run / name, tmp_path_factory.mktemp("build")))


@pytest.fixture(scope="session")
def sample_release(real_exports: Path, sample_run: Path) -> Path:
    """The release of the shipped sample."""
    return real_exports / "releases" / (sample_run / "exports/current").resolve().name


@pytest.fixture(scope="session")
def dbt_runs() -> DbtRuns:
    """Run dbt on the real project, which a worker reads once."""
    return runs()


@pytest.fixture
def new_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An exports folder of the test's own; its runs start from what dbt has parsed elsewhere."""
    exports = tmp_path / "exports"
    start_from_shared_parse(exports)
    monkeypatch.setenv("SUPPORT_KPI_EXPORT_PATH", str(exports))
    return exports


def start_from_shared_parse(exports: Path) -> None:
    """Give a new exports folder what all tests parse once."""
    manifest()
    (exports / "runs").mkdir(parents=True)
    shutil.copy(PARSED / PARSE_CACHE, exports / "runs")


@pytest.fixture
def record() -> Callable[[str], None]:
    """Keep a result of a long trial for benchmarks/trials.md."""
    path = REAL_PROJECT / "target" / "soak" / "results.txt"

    def write(line: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M} {line}\n")

    return write


def checksums(release: Path) -> dict[str, str]:
    """Checksum of every table that a release has as a file."""
    files = [*release.glob("parquet/*"), *release.glob("csv/*")]
    assert files
    return {path.name: sha256_of(path) for path in files}
