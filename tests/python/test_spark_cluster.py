"""A build on a cluster of three processes, one of which is killed meanwhile."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.python import spark_desk

pytestmark = [pytest.mark.soak, *spark_desk.NEEDS_SPARK]

SPARK = spark_desk.DBT.parents[1] / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
HOST = "127.0.0.1"
# A third of the tables: much is built, much is not.
TABLES_BEFORE_THE_KILL = 60
PATIENCE_SECONDS = 3600


@contextmanager
def _server(folder: Path, name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """One process of the cluster; ended whatever happens."""
    with (folder / f"{name.lower()}.log").open("ab") as log:
        process = subprocess.Popen(
            [
                str(SPARK / "pyspark" / "bin" / "spark-class"),
                f"org.apache.spark.deploy.{name.lower()}.{name}",
                *("--host", HOST, "--webui-port", "0", *arguments),
            ],
            cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A master, two workers, and the environment of a build there."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    address = f"spark://{HOST}:{port}"
    with pytest.MonkeyPatch.context() as patch, ExitStack() as cluster:
        for name, value in spark_desk.write_desk(tmp_path).items():
            patch.setenv(name, value)
        patch.setenv("SPARK_LOCAL_IP", HOST)
        patch.setenv("SUPPORT_KPI_SPARK_MASTER", address)
        cluster.enter_context(_server(tmp_path, "Master", "--port", str(port)))
        _wait_for(lambda: _listens(port))
        started = [
            cluster.enter_context(
                _server(
                    tmp_path, "Worker", "--cores", "1", "--memory", "1g",
                    "--work-dir", str(tmp_path / f"worker{number}"), address,
                )
            )
            for number in (1, 2)
        ]  # fmt: skip
        yield started


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex((HOST, port)) == 0


def _wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.5)


def test_a_killed_worker_changes_nothing(
    workers: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    spark_desk.load_on_spark()
    # The comparison judges the tables; the data tests have run on one process.
    command = spark_desk.dbt_on_spark(
        tmp_path, *spark_desk.BUILD, "--exclude-resource-type", "test"
    )
    with (tmp_path / "build.log").open("wb") as log:
        build = subprocess.Popen(command, cwd=spark_desk.PROJECT, stdout=log, stderr=log)
    try:
        _wait_for(lambda: build.poll() is not None or _built(tmp_path) > TABLES_BEFORE_THE_KILL)
        assert build.poll() is None, (tmp_path / "build.log").read_text()[-4000:]
        worked = [list((tmp_path / f"worker{number}").glob("app-*/*")) for number in (1, 2)]
        workers[0].kill()
        assert build.wait(PATIENCE_SECONDS) == 0, (tmp_path / "build.log").read_text()[-4000:]
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
