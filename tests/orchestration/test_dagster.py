"""The Dagster job, run headless as a scheduler would: `make test-orchestration`."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.python.docs_blocks import blocks
from tests.python.mini_project import REAL_PROJECT, write_mini_project

PROGRAMS = REAL_PROJECT / os.environ.get("SUPPORT_KPI_DAGSTER_VENV", ".venv-dagster") / "bin"


@dataclass(frozen=True)
class Job:
    """How one execution of the job ended."""

    code: int
    log: str


class DagsterProject:
    """A mini project with the runner and the Dagster definitions in it."""

    def __init__(self, folder: Path) -> None:
        """Write all of it into a new folder."""
        write_mini_project(folder)
        shutil.copytree(REAL_PROJECT / "scripts", folder / "scripts")
        shutil.copytree(REAL_PROJECT / "orchestration", folder / "orchestration")
        (folder / "instance").mkdir()
        self.folder = folder
        self.current = folder / "exports" / "current"
        self.builds = folder / "target" / "dagster" / "builds"
        self.raw = folder / "data" / "sample" / "calls.csv"

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a program of Dagster."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("SUPPORT_KPI_")}
        home = {"DAGSTER_HOME": str(self.folder / "instance"), "DAGSTER_DISABLE_TELEMETRY": "1"}
        return {**kept, **home}

    def call(self, program: str, *arguments: str) -> Job:
        """Run a program of Dagster's environment in the project."""
        done = subprocess.run(
            [PROGRAMS / program, *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        return Job(done.returncode, done.stdout + done.stderr)

    def execute(self) -> Job:
        """Run the whole job in one process."""
        definitions = ("-f", "orchestration/dagster/definitions.py")
        return self.call("dagster", "job", "execute", *definitions, "-j", "refresh")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> DagsterProject:
    """One project for all tests of this file; each leaves a good raw file behind."""
    assert (PROGRAMS / "dagster").exists(), "run make test-orchestration: it installs Dagster"
    return DagsterProject(tmp_path_factory.mktemp("dagster") / "project")


def test_the_job_builds_tests_and_publishes(project: DagsterProject) -> None:
    job = project.execute()
    assert job.code == 0, job.log
    manifest = json.loads((project.current / "manifest.json").read_text())
    assert manifest["row_counts"]["fct_calls"] == 40
    assert not list(project.builds.glob("*")), "the private build is left behind"
    # dbt's nodes are assets and its tests checks, not one opaque step.
    for asset in ("raw_delivery", "stg_calls", "marts/fct_calls", "release"):
        assert f"Materialized value {asset.replace('/', ' ')}" in job.log, asset
    for check in ("gate", "unique_fct_calls_call_id"):
        assert f"check '{check}' on" in job.log, check


def test_a_failed_dbt_test_fails_the_job_and_publishes_nothing(project: DagsterProject) -> None:
    before = project.current.readlink()
    good = project.raw.read_text()
    project.raw.write_text(good + "call-001,support\n")
    job = project.execute()
    project.raw.write_text(good)
    assert job.code != 0
    assert "unique_fct_calls_call_id" in job.log
    assert project.current.readlink() == before


def test_a_refused_delivery_is_not_built(project: DagsterProject) -> None:
    before = project.current.readlink()
    good = project.raw.read_text()
    project.raw.unlink()
    job = project.execute()
    project.raw.write_text(good)
    assert job.code != 0
    assert "holds no raw files" in job.log
    assert project.current.readlink() == before
    databases = [path.parent.name for path in project.builds.glob("*/*.duckdb")]
    assert len(databases) == 1, "dbt ran although the gate had refused"


def test_the_schedule_runs_daily_in_the_reporting_zone(project: DagsterProject) -> None:
    settings = project.folder / "dbt_project.yml"
    settings.write_text(settings.read_text().replace("timezone: UTC", "timezone: Asia/Tehran"))
    code = (
        "import sys; sys.path.insert(0, 'orchestration/dagster'); import definitions as d; "
        "s = d.definitions.get_schedule_def('daily'); "
        "print(s.cron_schedule, s.execution_timezone, s.job_name)"
    )
    shown = project.call("python", "-c", code)
    assert "30 5 * * * Asia/Tehran refresh" in shown.log


def test_the_documented_server_starts(project: DagsterProject) -> None:
    (script,) = [block.text for block in blocks("bash") if "dagster dev" in block.text]
    install, serve = script.splitlines()
    subprocess.run(["make", "-n", install.removeprefix("make ")], cwd=REAL_PROJECT, check=True)
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    arguments = serve.split()[1:]
    # In the background of a shell SIGINT is ignored, by dagster too, and SIGTERM with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [PROGRAMS / "dagster", *arguments, "-h", "127.0.0.1", "-p", str(port)],
        cwd=project.folder,
        env=project.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert "dagster_webserver_version" in _answer(f"http://127.0.0.1:{port}/server_info")
    finally:
        process.terminate()
        try:
            shown, _ = process.communicate(timeout=60)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert "Error" not in shown, shown


def _answer(address: str) -> str:
    """What a server says, as soon as it answers; it has two minutes."""
    end = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310
                return response.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(1)
