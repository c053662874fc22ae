"""A build on a cluster of several processes, one of which is killed meanwhile."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.python import spark_desk, spark_processes

pytestmark = [pytest.mark.soak, *spark_desk.NEEDS_SPARK]

WORKERS = ("worker1", "worker2")
# A third of the tables: much is built, much is not.
TABLES_BEFORE_THE_KILL = 60


@pytest.fixture(params=spark_processes.TARGETS)
def target(request: pytest.FixtureRequest) -> str:
    """How dbt reaches the cluster."""
    name: str = request.param
    return name


@pytest.fixture
def workers(target: str, tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A master, two workers, and the environment of a build there."""
    port = spark_processes.free_port()
    address = f"spark://{spark_processes.HOST}:{port}"
    with pytest.MonkeyPatch.context() as patch, ExitStack() as cluster:
        for name, value in spark_desk.write_desk(tmp_path).items():
            patch.setenv(name, value)
        patch.setenv("SPARK_LOCAL_IP", spark_processes.HOST)
        patch.setenv("SUPPORT_KPI_SPARK_MASTER", address)

        def start(name: str, command: list[str]) -> subprocess.Popen[bytes]:
            return cluster.enter_context(spark_processes.running(tmp_path, name, command))

        spark_processes.wait_for_port(port, start("master", spark_processes.master(port)))
        started = [
            start(name, spark_processes.worker(tmp_path / name, address)) for name in WORKERS
        ]
        if target == "spark_thrift":
            server = cluster.enter_context(spark_processes.serving(tmp_path, address))
            for name, value in server.items():
                patch.setenv(name, value)
        yield started


def test_a_killed_worker_changes_nothing(
    workers: list[subprocess.Popen[bytes]], target: str, tmp_path: Path
) -> None:
    spark_desk.load_on_spark()
    # The comparison judges the tables; the data tests have run on one process.
    command = spark_desk.dbt_on_spark(
        tmp_path, *spark_desk.BUILD, "--exclude-resource-type", "test", target=target
    )
    with (tmp_path / "build.log").open("wb") as log:
        build = subprocess.Popen(command, cwd=spark_desk.PROJECT, stdout=log, stderr=log)
    try:
        spark_processes.wait_for(
            lambda: build.poll() is not None or _built(tmp_path) > TABLES_BEFORE_THE_KILL
        )
        assert build.poll() is None, (tmp_path / "build.log").read_text()[-4000:]
        worked = [list((tmp_path / name).glob("app-*/*")) for name in WORKERS]
        workers[0].kill()
        code = build.wait(spark_processes.PATIENCE_SECONDS)
        assert code == 0, (tmp_path / "build.log").read_text()[-4000:]
    finally:
        build.kill()
        build.wait()
    assert all(worked), "a worker had nothing to do"
    assert workers[1].poll() is None
    spark_desk.build_on_duckdb(tmp_path)
    found = spark_desk.compare_tables(tmp_path)
    assert len(found) > 60
    assert {name: rows for name, rows in found.items() if rows} == {}


def _built(folder: Path) -> int:
    return len(list((folder / "lake" / "warehouse").glob("*.db/*/*.parquet")))
